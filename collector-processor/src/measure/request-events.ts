import type { Attributes } from '../intake/otlp/decoded.ts';
import { attributesKey, hash } from './attributes.ts';
import type { BatchBuilder } from './batch-builder.ts';
import type { Distribute } from './distribute.ts';
import type { HttpTeller, createHttpClaims } from './http-claims.ts';
import type { MeasureLimits } from './limits.ts';
import type { Lookup } from './matchers.ts';
import type { Observation } from './observation.ts';
import type { RefusalReason } from './refusals.ts';
import { observeRequest } from './request-observation.ts';
import type { Router } from './routes.ts';
import { hasLongLabel } from './stream-routes.ts';
import { timeProblem } from './validate.ts';

export interface RequestEventsOptions {
  readonly router: Router;
  readonly limits: MeasureLimits;
  readonly claimHttp: ReturnType<typeof createHttpClaims>;
  readonly distribute: Distribute;
  readonly batch: BatchBuilder;
  readonly observation: Observation;
}

/** The resource that spans or log records are of, and the key that it claims requests under. */
export interface Sender {
  readonly attributes: Attributes;
  readonly key: string;
}

/** One HTTP request that a span or a line of a log tells of. */
export interface RequestEvent {
  readonly teller: Exclude<HttpTeller, number>;
  readonly sender: Sender;
  /** NaN: unknown, so it counts and is not timed. */
  readonly startMs: number;
  readonly endMs: number;
  readonly markedAsError: boolean;
}

/** Counts and times requests that are told of one by one. Of each: null, or why it does not count. */
export function createRequestEvents(options: RequestEventsOptions) {
  const { router, limits, claimHttp, distribute, batch, observation } = options;
  return function take(lookup: Lookup, event: RequestEvent, receivedMs: number): RefusalReason | null {
    const { teller, sender, startMs, endMs, markedAsError } = event;
    const routes = router.request(lookup, markedAsError);
    if (routes.length === 0) return 'unwatched';
    if (hasLongLabel(routes, limits.maxLabelLength)) return 'label_too_long';
    const problem = startMs === 0 ? 'no_time' : timeProblem(startMs, endMs, receivedMs, limits);
    if (problem !== null) return problem;
    const clip = claimHttp(lookup('service.name'), sender.key, teller, endMs, endMs, receivedMs);
    observeRequest(observation, startMs, endMs);
    const reason = distribute(observation, routes, clip, batch);
    if (reason === null) batch.mark(`${teller}/${sender.key}`, endMs);
    return reason;
  };
}

export const senderOf = (attributes: Attributes): Sender => ({ attributes, key: hash(attributesKey(attributes)) });
