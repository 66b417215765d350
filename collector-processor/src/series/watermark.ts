import type { ProducerMark } from './types.ts';

export interface WatermarkOptions {
  /** A step closes at the latest this long after its end, ms, whoever is still missing. */
  readonly maxDelayMs: number;
  /** At most so many senders are remembered; the longest silent is forgotten first. */
  readonly maxProducers?: number;
}

interface Producer {
  coveredToMs: number;
  /** Smoothed time between two marks: how long its silence is normal. */
  intervalMs: number;
}

/** A sender that was silent for this many of its own intervals is not waited for. */
const PATIENCE = 1.5;
const INTERVAL_WEIGHT = 0.2;

/**
 * Decides how far steps may close. A step may close when every sender that is still alive has told everything up to
 * its end, or when `maxDelayMs` has passed since: so a slow sender is not scored on half a bucket, and a dead one does
 * not stop the clock (an outage is seen).
 *
 * Time is the caller's: the wall clock when live, the newest event time in replay.
 */
export function createWatermark({ maxDelayMs, maxProducers = 10_000 }: WatermarkOptions) {
  let producers = new Map<string, Producer>();
  let newestMs = -Infinity;

  function observe({ producer, coveredToMs }: ProducerMark): void {
    if (!Number.isFinite(coveredToMs)) return;
    if (coveredToMs > newestMs) newestMs = coveredToMs;
    const known = producers.get(producer);
    if (known === undefined) {
      if (producers.size >= maxProducers) producers.delete(producers.keys().next().value!);
      producers.set(producer, { coveredToMs, intervalMs: maxDelayMs / 2 });
      return;
    }
    const gapMs = coveredToMs - known.coveredToMs;
    if (gapMs <= 0) return;
    // A long silence is an outage, not a new rhythm: it moves the interval at most to the longest that is waited for.
    known.intervalMs += INTERVAL_WEIGHT * (Math.min(gapMs, maxDelayMs) - known.intervalMs);
    known.coveredToMs = coveredToMs;
  }

  /** Everything before the returned time may close. `clockMs` undefined: replay. */
  function closableToMs(clockMs?: number): number {
    const nowMs = clockMs ?? newestMs;
    if (nowMs === -Infinity) return -Infinity;
    let coveredMs = nowMs;
    for (const { coveredToMs, intervalMs } of producers.values()) {
      const silentMs = nowMs - coveredToMs;
      if (silentMs <= intervalMs * PATIENCE && coveredToMs < coveredMs) coveredMs = coveredToMs;
    }
    return Math.max(coveredMs, nowMs - maxDelayMs);
  }

  return {
    observe,
    closableToMs,
    /** Newest event time told by anyone; −Infinity before the first. */
    newestMs: () => newestMs,
    snapshot: () => ({
      newestMs,
      producers: [...producers].map(([name, producer]): [string, Producer] => [name, { ...producer }]),
    }),
    restore(state: { newestMs: number; producers: [string, Producer][] }): void {
      newestMs = state.newestMs;
      producers = new Map(state.producers);
    },
  };
}

export type Watermark = ReturnType<typeof createWatermark>;
