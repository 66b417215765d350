import { expect, it } from '@jest/globals';
import { createTallies } from './tallies.ts';

it('adds up what has the same values, in whatever order they are named', () => {
  const tallies = createTallies(['signal', 'status']);
  tallies.add(2, { signal: 'metrics', status: 200 });
  tallies.add(3, { status: 200, signal: 'metrics' });
  tallies.add(1, { signal: 'metrics', status: '200' });
  tallies.add(5, { signal: 'metrics' });
  tallies.add(7);
  expect(tallies.read()).toEqual([
    { value: 5, attributes: { signal: 'metrics', status: 200 } },
    { value: 1, attributes: { signal: 'metrics', status: '200' } },
    { value: 5, attributes: { signal: 'metrics' } },
    { value: 7, attributes: {} },
  ]);
});

it('loses nothing of what comes with too many values, and does not grow with them', () => {
  const tallies = createTallies(['watch']);
  for (let i = 0; i < 5_000; i++) tallies.add(1, { watch: `w${i}` });
  tallies.add(1, { watch: 'w7' });
  const read = tallies.read();
  expect(read).toHaveLength(1_901);
  expect(read[7]!.value).toBe(2);
  expect(read.at(-1)).toEqual({ value: 3_100, attributes: { 'otel.metric.overflow': 'true' } });
  expect(read.reduce((sum, { value }) => sum + value, 0)).toBe(5_001);
});
