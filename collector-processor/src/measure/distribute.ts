import type { BatchBuilder } from './batch-builder.ts';
import { contributionOf } from './contribute.ts';
import type { Observation } from './observation.ts';
import type { RefusalReason } from './refusals.ts';
import type { Route } from './routes.ts';
import { createShares, spreadOverSteps, UNCLIPPED, type Clip } from './spread.ts';

/**
 * Gives an observation to each of its watches, spread over the steps it covers.
 *
 * @param httpClip the part of it that the HTTP watches may count; null = none, another source tells of it
 * @returns null, or why none of the watches can use it
 */
export type Distribute = (
  observation: Observation,
  routes: readonly Route[],
  httpClip: Clip | null,
  batch: BatchBuilder,
) => RefusalReason | null;

/** @param maxSpanMs an increase over a longer time says nothing about any one step */
export function createDistribute(maxSpanMs: number): Distribute {
  const steps = createShares();
  /** What `steps` are of: points of one report cover the same interval. */
  let spread = { fromMs: NaN, toMs: NaN, stepMs: NaN, clip: UNCLIPPED };
  return (observation, routes, httpClip, batch) => {
    const { fromMs, toMs } = observation;
    let reason: RefusalReason | null = 'unsupported';
    let accepted = false;
    for (const { watch, targets, isNumerator, divisor } of routes) {
      const clip = watch.source.kind === 'http-server' ? httpClip : UNCLIPPED;
      if (clip === null || toMs - fromMs > longestSpanMs(maxSpanMs, watch.stepMs)) {
        reason = clip === null ? 'superseded' : 'gap_too_long';
        continue;
      }
      const kind = contributionOf(watch.measure, observation);
      if (kind === 'unsupported') continue;
      accepted = true;
      if (kind === 'nothing') continue;
      const { stepMs } = watch;
      if (spread.fromMs !== fromMs || spread.toMs !== toMs || spread.stepMs !== stepMs || spread.clip !== clip) {
        spread = { fromMs, toMs, stepMs, clip };
        spreadOverSteps(fromMs, toMs, stepMs, clip, steps);
      }
      batch.add(targets, steps, kind, observation, divisor, isNumerator);
    }
    return accepted ? null : reason;
  };
}

/** Steps of an hour may be told of by points an hour apart, and by a late one: a span may cover three. */
export function longestSpanMs(maxSpanMs: number, stepMs: number): number {
  return Math.max(maxSpanMs, 3 * stepMs);
}
