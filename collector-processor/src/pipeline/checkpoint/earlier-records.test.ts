import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { settingsOf } from '../../config/load-config.ts';
import { createEngine } from '../engine.ts';
import { createCheckpointFile } from './checkpoint-file.ts';

/** Written by d46f08a, whose records had 1,024 bytes: sixteen days of three regions, the third absent from three to four. */
const RECORDS_1024 = fileURLToPath(new URL('records-1024.checkpoint', import.meta.url));
const STEP_MS = 300_000;
const HOUR_MS = 3_600_000;
const END_MS = Date.UTC(2026, 10, 18);
const { watches } = settingsOf({
  http_watches: { enabled: false },
  watches: [
    { name: 'orders', source: { otlp: { metric: 'shop.orders' } }, measure: 'rate', by: ['region'], step: '5m' },
  ],
});
const REGIONS = ['eu', 'us', 'asia'];
/** What d46f08a itself went on with: forecasts (expected, lower, upper) by region, scores of each twelfth step from there. */
const AHEAD_HOURS = [1, 13];
const FORECASTS = [
  [
    [0.847328, 0.33005, 1.28949],
    [3.14954, 2.37858, 3.81289],
  ],
  [
    [2.95815, 1.21386, 4.52216],
    [10.9998, 8.36237, 13.3752],
  ],
  [
    [5.03607, 2.01956, 7.74413],
    [18.878, 14.2254, 23.0729],
  ],
];
const SCORES = [
  [0.5686, 0.5683, 0.5687],
  [0.6174, 0.6091, 0.6097],
  [0.7095, 0.6675, 0.7335],
];

async function restored() {
  const loaded = await createCheckpointFile(RECORDS_1024).load();
  if (loaded.status !== 'loaded') throw new Error(loaded.status);
  const engine = createEngine({ watches });
  engine.restore(loaded.checkpoint.engine);
  return engine;
}

describe('a checkpoint whose records keep more bits', () => {
  it('is gone on from: what is expected differs by less than a hundredth of its band', async () => {
    const engine = await restored();
    FORECASTS.forEach((points, i) => {
      const times = AHEAD_HOURS.map((hours) => END_MS + hours * HOUR_MS);
      engine.forecast(i + 1, times).forEach(({ expected, lower, upper }, k) => {
        const [expectedThen, lowerThen, upperThen] = points[k]! as [number, number, number];
        const width = upperThen - lowerThen;
        expect(Math.abs(expected - expectedThen)).toBeLessThan(0.01 * width);
        expect(Math.abs(lower - lowerThen)).toBeLessThan(0.01 * width);
        expect(Math.abs(upper - upperThen)).toBeLessThan(0.01 * width);
      });
    });
  });

  it('is gone on from: scores differ by less than one per cent', async () => {
    const engine = await restored();
    const scores: Float64Array[] = [];
    for (let step = 0; step < 36; step++) {
      const stepStartMs = END_MS + step * STEP_MS;
      const partials = REGIONS.map((region, i) => {
        const aggregate = { kind: 'sum' as const, sum: Math.round(300 * (2 + 5 * i) * (0.4 + 0.02 * step)) };
        return { watch: 'orders', labels: { region }, stepStartMs, aggregate };
      });
      engine.ingest({ partials, producers: [] });
      for (const report of engine.advance(stepStartMs + STEP_MS))
        if (step % 12 === 11) scores.push(report.step.columns.score);
    }
    expect(scores).toHaveLength(SCORES.length);
    SCORES.forEach((then, k) =>
      then.forEach((score, i) => expect(Math.abs(scores[k]![i]! / score - 1)).toBeLessThan(0.01)),
    );
  });
});
