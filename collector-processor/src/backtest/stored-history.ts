import type { WatchSettings } from '../measure/watch.ts';
import type { Store } from '../store/index.ts';
import type { History } from './types.ts';

/** The values of a watch that is there already, as far back as its bands are kept; the largest series by mean value. */
export function storedHistory(
  store: Pick<Store, 'series' | 'range'>,
  { name, stepMs }: WatchSettings,
  { fromMs, toMs, maxSeries }: { readonly fromMs: number; readonly toMs: number; readonly maxSeries: number },
): History {
  const seriesIds = store.series(name).map(({ id }) => id);
  const series = store
    .range({ watch: name, seriesIds, fromMs, toMs })
    .map(({ series: { labels }, times, columns }) => {
      const present = times.flatMap((timeMs, i) =>
        columns.value[i] === null ? [] : [[timeMs, columns.value[i]!] as const],
      );
      return { labels, timesMs: present.map(([timeMs]) => timeMs), values: present.map(([, value]) => value) };
    })
    .filter(({ values }) => values.length > 0);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const firstMs = Math.min(toMs, ...series.map(({ timesMs }) => timesMs[0]!));
  return {
    fromMs: Math.max(fromMs, Math.floor(firstMs / stepMs) * stepMs),
    toMs,
    series: series.sort((a, b) => mean(b.values) - mean(a.values)).slice(0, maxSeries),
    seriesFound: series.length,
    warnings: [],
  };
}
