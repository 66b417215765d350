import type { WatchSettings } from '../../measure/watch.ts';
import type { Labels } from '../../series/types.ts';

/** Which quantile of a latency is judged: one is enough, and the highest ones are noise. */
const JUDGED = 0.95;

/** The series whose load explains a series' values; null where the watch has none, or another quantile is judged. */
export function loadOf(
  { load, quantiles }: Pick<WatchSettings, 'load' | 'quantiles'>,
  labels: Labels,
): { readonly watch: string; readonly labels: Labels } | null {
  if (load === undefined) return null;
  const { quantile, ...own } = labels;
  if (quantile === undefined) return { watch: load, labels };
  const judged = quantiles.reduce((best, one) => (Math.abs(one - JUDGED) < Math.abs(best - JUDGED) ? one : best), 0);
  return Number(quantile) === judged ? { watch: load, labels: own } : null;
}
