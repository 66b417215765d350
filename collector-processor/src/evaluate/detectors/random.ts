import type { EvaluatedDetector } from '../types.ts';
import { columnRun } from './column-run.ts';

/** Share of the points that alarm. */
const ALARMS = 0.001;

/** Seeded noise: what any other detector must beat clearly. */
export const random: EvaluatedDetector = {
  run: (series, seed) =>
    columnRun(series, 0, () => {
      const next = mulberry32(seed);
      return series.values.map(() => next() / (1 - ALARMS));
    }),
};

/** Tommy Ettinger's Mulberry32: 32 bits of state, uniform in [0, 1). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
