import type { RangeField, RangeResponse, RangeSeries } from '../api/contract';
import { sameLabels } from './series-options';

type Column = ReadonlyArray<number | null>;

/**
 * Lays a freshly fetched tail over what is known already: its steps replace theirs (a late point may have revised
 * them), newer ones are added, and what has left the window is dropped. The tail's series are those that are.
 */
export function mergeRange(known: RangeResponse, tail: RangeResponse, fromMs: number): RangeResponse {
  return {
    ...tail,
    series: tail.series.map((fresh) => {
      const old = known.series.find((series) => sameLabels(series.labels, fresh.labels));
      return old === undefined ? fresh : mergeSeries(old, fresh, fromMs);
    }),
  };
}

function mergeSeries(old: RangeSeries, fresh: RangeSeries, fromMs: number): RangeSeries {
  const [tailStart = Infinity] = fresh.times;
  const keep = old.times.map((time) => time >= fromMs && time < tailStart);
  const kept = <T>(column: readonly T[]) => column.filter((_, row) => keep[row]);
  const columns = Object.keys(fresh)
    .filter((name): name is RangeField => name !== 'labels' && name !== 'times')
    .map((name) => {
      const before: Column = old[name] ?? old.times.map(() => null);
      return [name, [...kept(before), ...(fresh[name] ?? [])]] as const;
    });
  return { labels: fresh.labels, times: [...kept(old.times), ...fresh.times], ...Object.fromEntries(columns) };
}
