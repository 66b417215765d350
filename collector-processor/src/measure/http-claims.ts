import type { Precedence } from './precedence.ts';
import type { Clip } from './spread.ts';

/** Who says that requests were served: one resource, by a metric (of the old or the new convention) or by spans. */
export interface HttpTeller {
  readonly service: string;
  readonly resource: string;
  /** The metric's rank; null for spans. */
  readonly metricRank: number | null;
}

const METRICS_RANK = 2;
const SPANS_RANK = 1;

/**
 * Counts each request once: of one resource the new metric before the old one (an SDK set to report both), of one
 * service metrics before spans (which may be sampled, and come through other pipelines under other resources).
 */
export function createHttpClaims(byResource: Precedence, byService: Precedence) {
  /** The part of (fromMs, toMs] for which this teller counts; null = none. */
  return function claim(
    { service, resource, metricRank }: HttpTeller,
    fromMs: number,
    toMs: number,
    seenMs: number,
  ): Clip | null {
    const metric = metricRank === null ? null : byResource.claim(resource, metricRank, fromMs, toMs, seenMs);
    if (metricRank !== null && metric === null) return null;
    const signal = byService.claim(service, metricRank === null ? SPANS_RANK : METRICS_RANK, fromMs, toMs, seenMs);
    if (signal === null || metric === null) return signal;
    return { afterMs: Math.max(signal.afterMs, metric.afterMs), untilMs: Math.min(signal.untilMs, metric.untilMs) };
  };
}
