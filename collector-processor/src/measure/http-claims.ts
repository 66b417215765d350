import type { Precedence } from './precedence.ts';
import type { Clip } from './spread.ts';

const METRICS_RANK = 2;
const SPANS_RANK = 1;

/**
 * Counts each request once: of one resource the new metric before the old one (an SDK set to report both), of one
 * service metrics before spans (which may be sampled, and come through other pipelines under other resources).
 */
export function createHttpClaims(byResource: Precedence, byService: Precedence) {
  /**
   * The part of (fromMs, toMs] for which this teller counts; null = none.
   *
   * @param resource who says that requests were served, by a metric of the old or the new convention, or by spans
   * @param metricRank null for spans
   */
  return function claim(
    service: string,
    resource: string,
    metricRank: number | null,
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
