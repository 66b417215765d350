import { exponentialBound, type Distribution } from './observation.ts';

/** Buckets 2.2 % wide: a quantile read off them is as good, and a million spans take no more room than a thousand. */
const SCALE = 5;
/** A shorter duration is as good as none. */
const SHORTEST_SECONDS = 1e-6;

/** One request, from its span: an event at its end with its duration in seconds. */
export function observeSpan(startMs: number, endMs: number): Distribution {
  const seconds = Math.max((endMs - startMs) / 1000, SHORTEST_SECONDS);
  const bucket = Math.ceil(Math.log2(seconds) * 2 ** SCALE) - 1;
  return {
    kind: 'distribution',
    fromMs: endMs,
    toMs: endMs,
    count: 1,
    sum: seconds,
    max: seconds,
    lowers: [exponentialBound(SCALE, bucket)],
    uppers: [exponentialBound(SCALE, bucket + 1)],
    counts: [1],
  };
}
