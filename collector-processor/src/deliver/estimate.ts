import type { ExportPolicy } from '../config/settings.ts';
import type { WatchSettings } from '../measure/watch.ts';
import { metricsOf } from './derived-table.ts';

/** Expected, lower, upper; how far off, how often inside. */
const FORECAST_METRICS = 5;

/** How many series a receiver gets for one series of a watch; under the policy `anomalous` only while it is anomalous. */
export function exportedPerSeries(policy: ExportPolicy, { horizonsMs, limit }: WatchSettings): number {
  const forecasts = policy === 'all' ? FORECAST_METRICS * horizonsMs.length : 0;
  const limits = limit === undefined ? 0 : 1 + limit.leadsMs.length;
  return metricsOf(policy).length + forecasts + limits;
}

export interface ExportEstimate {
  readonly scored: number;
  /** Of them, within the cap. */
  readonly exported: number;
  /** Series that a receiver gets. */
  readonly metrics: number;
}

/**
 * What a receiver gets of watches that have so many series each. Which watch's series are within the cap depends on who
 * comes first: all are reckoned to have their share.
 */
export function estimateExport(
  policy: ExportPolicy,
  maxSeries: number,
  watches: readonly WatchSettings[],
  seriesOfEach: number,
): ExportEstimate {
  const scored = watches.reduce((sum, { quantiles }) => sum + seriesOfEach * Math.max(1, quantiles.length), 0);
  const exported = Math.min(scored, maxSeries);
  const all = watches.reduce(
    (sum, watch) => sum + seriesOfEach * Math.max(1, watch.quantiles.length) * exportedPerSeries(policy, watch),
    0,
  );
  return { scored, exported, metrics: scored === 0 ? 0 : Math.round((all * exported) / scored) };
}
