import type { BatchBuilder } from './batch-builder.ts';
import { contribution } from './contribute.ts';
import type { MeasureLimits } from './limits.ts';
import type { Observation } from './observation.ts';
import type { RefusalReason } from './refusals.ts';
import type { Route } from './routes.ts';
import { spreadOverSteps, UNCLIPPED, type Clip } from './spread.ts';

export type Distributed =
  { readonly status: 'accepted' } | { readonly status: 'refused'; readonly reason: RefusalReason };

/** The time an observation covers; a level is an event at its time. */
export function interval(observation: Observation): { readonly fromMs: number; readonly toMs: number } {
  return observation.kind === 'level' ? { fromMs: observation.timeMs, toMs: observation.timeMs } : observation;
}

/**
 * Gives an observation to each of its watches, spread over the steps it covers. Refused when none of them can use it.
 *
 * @param httpClip the part of it that the HTTP watches may count; null = none, another source tells of it
 */
export function distribute(
  observation: Observation,
  routes: readonly Route[],
  httpClip: Clip | null,
  maxSpanMs: MeasureLimits['maxSpanMs'],
  batch: BatchBuilder,
): Distributed {
  const { fromMs, toMs } = interval(observation);
  let accepted = false;
  let reason: RefusalReason = 'unsupported';
  for (const route of routes) {
    const { watch } = route;
    const clip = watch.source.kind === 'http-server' ? httpClip : UNCLIPPED;
    const problem =
      clip === null ? 'superseded' : toMs - fromMs > longestSpanMs(maxSpanMs, watch.stepMs) ? 'gap_too_long' : null;
    if (clip === null || problem !== null) {
      reason = problem ?? reason;
      continue;
    }
    const scaled = divide(observation, route.divisor);
    if (contribution(watch.measure, scaled, 1, route.isNumerator) === 'unsupported') continue;
    accepted = true;
    spreadOverSteps(fromMs, toMs, watch.stepMs, clip, (stepStartMs, share) => {
      const aggregate = contribution(watch.measure, scaled, share, route.isNumerator);
      if (typeof aggregate === 'string') return;
      for (const target of route.targets) batch.add(target, stepStartMs, aggregate);
    });
  }
  return accepted ? { status: 'accepted' } : { status: 'refused', reason };
}

/** Steps of an hour may be told of by points an hour apart, and by a late one: a span may cover three. */
export function longestSpanMs(maxSpanMs: number, stepMs: number): number {
  return Math.max(maxSpanMs, 3 * stepMs);
}

/** Values in another unit: 250 ms as 0.25 s. Counts and increases stay as they are. */
function divide(observation: Observation, divisor: number): Observation {
  if (divisor === 1 || observation.kind !== 'distribution') return observation;
  const { sum, max, lowers, uppers } = observation;
  return {
    ...observation,
    sum: sum === null ? null : sum / divisor,
    max: max === null ? null : max / divisor,
    lowers: lowers.map((lower) => lower / divisor),
    uppers: uppers.map((upper) => upper / divisor),
  };
}
