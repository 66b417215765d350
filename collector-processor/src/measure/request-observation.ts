import { COUNT, COUNTS, MAX_SCALE, POSITIVE_LENGTH, POSITIVE_OFFSET, SCALE } from './exponential/packed.ts';
import type { Observation } from './observation.ts';

/** A shorter duration is as good as none. */
const SHORTEST_SECONDS = 1e-6;

/** A histogram of one request: only its bucket differs. */
const one = new Float64Array(COUNTS + 1);
one[COUNT] = one[POSITIVE_LENGTH] = one[COUNTS] = 1;
one[SCALE] = MAX_SCALE;

/** One request: an event at its end, with its duration in seconds. Without a start (NaN) it is counted and not timed. */
export function observeRequest(observation: Observation, startMs: number, endMs: number): void {
  observation.fromMs = observation.toMs = endMs;
  observation.value = 1;
  if (Number.isNaN(startMs)) {
    observation.kind = 'increase';
    observation.sum = observation.max = NaN;
    return;
  }
  const seconds = Math.max((endMs - startMs) / 1000, SHORTEST_SECONDS);
  observation.kind = 'distribution';
  observation.sum = observation.max = seconds;
  one[POSITIVE_OFFSET] = Math.ceil(Math.log2(seconds) * 2 ** MAX_SCALE) - 1;
  observation.packed = one;
}
