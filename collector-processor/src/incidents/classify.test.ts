import { describe, expect, it } from '@jest/globals';
import { CAUSE } from '../detect/types.ts';
import { classify, type Evidence } from './classify.ts';

const HOUR = 3_600_000;
const spike: Evidence = {
  direction: 1,
  steps: 5,
  absentSteps: 0,
  zeroSteps: 0,
  firstCause: CAUSE.value,
  durationMs: 300_000,
  ratio: 3,
  ratioSpread: 0.2,
};

describe('classify', () => {
  it.each<[string, Partial<Evidence>, string]>([
    ['above the limits', {}, 'spike'],
    ['below the limits', { direction: -1, ratio: 0.2 }, 'drop'],
    ['mostly nothing reported', { direction: -1, absentSteps: 3, ratio: NaN }, 'absent'],
    ['mostly zero', { direction: -1, zeroSteps: 4, ratio: 0 }, 'drop_to_zero'],
    ['zero, then nothing', { direction: -1, zeroSteps: 2, absentSteps: 2, ratio: 0 }, 'drop_to_zero'],
    [
      'an outage stays one however long',
      { direction: -1, steps: 600, zeroSteps: 600, durationMs: 10 * HOUR, ratio: 0, ratioSpread: 0 },
      'drop_to_zero',
    ],
    ['zero for half of its steps', { direction: -1, steps: 2, zeroSteps: 1, ratio: 0.3 }, 'drop_to_zero'],
    ['steady and moderate for an hour', { steps: 60, durationMs: HOUR, ratio: 1.4 }, 'level_shift'],
    [
      'steady and moderate, down',
      { direction: -1, steps: 60, durationMs: HOUR, ratio: 0.6, ratioSpread: 0.05 },
      'level_shift',
    ],
    ['moderate but not yet for long', { steps: 20, durationMs: 0.3 * HOUR, ratio: 1.4 }, 'spike'],
    ['long but too large for a level', { steps: 60, durationMs: HOUR, ratio: 3 }, 'spike'],
    ['long but unsteady', { steps: 60, durationMs: HOUR, ratio: 1.4, ratioSpread: 0.6 }, 'spike'],
    [
      'began by drifting out of the band',
      { firstCause: CAUSE.drift, steps: 60, durationMs: HOUR, ratio: 1.4 },
      'drift',
    ],
  ])('%s', (_name, over, expected) => {
    expect(classify({ ...spike, ...over })).toBe(expected);
  });
});
