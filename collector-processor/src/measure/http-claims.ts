import type { Precedence } from './precedence.ts';
import type { Clip } from './spread.ts';

/** Who tells of requests: a metric by its rank among those of one resource, or what tells of each request by itself. */
export type HttpTeller = number | 'spans' | 'logs';

const METRICS_RANK = 2;
const RANKS = { spans: 1, logs: 0 } as const;

/**
 * Counts each request once: of one resource the new metric before the old one (an SDK set to report both), of one
 * service metrics before spans (which may be sampled, and come through other pipelines under other resources), and spans
 * before access logs (which know least of routes and time).
 */
export function createHttpClaims(byResource: Precedence, byService: Precedence) {
  /**
   * The part of (fromMs, toMs] for which this teller counts; null = none.
   *
   * @param resource who says that requests were served
   */
  return function claim(
    service: string,
    resource: string,
    teller: HttpTeller,
    fromMs: number,
    toMs: number,
    seenMs: number,
  ): Clip | null {
    const isMetric = typeof teller === 'number';
    const metric = isMetric ? byResource.claim(resource, teller, fromMs, toMs, seenMs) : null;
    if (isMetric && metric === null) return null;
    const signal = byService.claim(service, isMetric ? METRICS_RANK : RANKS[teller], fromMs, toMs, seenMs);
    if (signal === null || metric === null) return signal;
    return { afterMs: Math.max(signal.afterMs, metric.afterMs), untilMs: Math.min(signal.untilMs, metric.untilMs) };
  };
}
