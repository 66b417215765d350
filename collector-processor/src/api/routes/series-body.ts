import type { StoredRange } from '../../store/index.ts';
import type { RangeField, RangeSeries } from '../contract/index.ts';
import { thinOut } from '../../series/thin-out.ts';

/** A stored range as the contract has it: the columns that are wanted, thinned out to `maxPoints`. */
export function seriesBody(range: StoredRange, fields: readonly RangeField[], maxPoints = Infinity): RangeSeries {
  const { series, times, columns } = range;
  if (times.length <= maxPoints) {
    return { labels: series.labels, times, ...Object.fromEntries(fields.map((field) => [field, columns[field]])) };
  }
  const kept = thinOut(columns.score, maxPoints);
  const thinned = fields.map((field) => [field, kept.map((i) => columns[field][i]!)]);
  return { labels: series.labels, times: kept.map((i) => times[i]!), ...Object.fromEntries(thinned) };
}
