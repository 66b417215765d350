import { describe, expect, it } from '@jest/globals';
import { bestOf, cost, medianOf, rate, table } from '../../bench/frame.ts';
import { betterOf, regressions } from '../../bench/ratios.ts';

describe('the benchmark', () => {
  it('says of each figure how many times better than its peer it is, whichever way its unit goes', () => {
    expect(rate('reader', 'points/s', 600, 'peer', 100).ratio).toBe(6);
    expect(cost('step', 's', 2, 'peer', 300).ratio).toBe(150);
  });

  it('takes the best round of each', async () => {
    const rounds = [3, 9, 5];
    expect(await bestOf(3, { one: () => rounds.pop()!, other: async () => 1 })).toEqual({ one: 9, other: 1 });
  });

  it('is the median one, where what comes now and then is to count', async () => {
    const rounds = [5, 1, 9, 2, 100];
    expect(await medianOf(5, { one: () => rounds.pop()!, other: async () => 1 })).toEqual({ one: 5, other: 1 });
  });

  it('calls a fall of more than 30 % against what is committed a regression, and nothing else', () => {
    const figures = [rate('fell', '', 69, '', 10), rate('held', '', 71, '', 10), rate('new', '', 1, '', 10)];
    expect(regressions(figures, { fell: 10, held: 10, gone: 3 })).toEqual([expect.stringMatching(/^fell: 6\.90×/)]);
  });

  it('takes of two runs the better figure of each', () => {
    const [one, other] = [6, 9].map((value) => [rate('a', '', value, '', 3), cost('b', '', value, '', 3)]);
    expect(betterOf(one!, other!).map(({ name, value }) => [name, value])).toEqual([
      ['a', 9],
      ['b', 6],
    ]);
  });

  it('prints a table', () => {
    expect(table([rate('reader', 'points/s', 5_123_456, 'protobufjs', 612_345)])).toBe(
      [
        'figure  unit      Tidemark   peer                 ratio',
        'reader  points/s  5,123,000  612,300  protobufjs  8.37×',
      ].join('\n'),
    );
  });
});
