import type { Incident } from '../../../incidents/types.ts';
import type { Store } from '../../../store/index.ts';
import type { RangeField, RangeSeries } from '../../contract/index.ts';
import { seriesBody } from '../series-body.ts';

const SPARK_FIELDS: readonly RangeField[] = ['value', 'expected', 'lower', 'upper', 'score'];
const HOUR_MS = 3_600_000;
/** As much is shown before and after the incident as it lasted, at least this. */
const MIN_MARGIN_MS = HOUR_MS;
const MAX_MARGIN_MS = 24 * HOUR_MS;

/** From before to after an incident, so that a person sees what normal was. */
export function spanAround({ startMs, endMs, lastMs }: Incident): { fromMs: number; toMs: number } {
  const untilMs = endMs ?? lastMs;
  const marginMs = Math.min(MAX_MARGIN_MS, Math.max(MIN_MARGIN_MS, untilMs - startMs));
  return { fromMs: startMs - marginMs, toMs: untilMs + marginMs };
}

/** As much room, as a share of the whole, is left after the newest step, so that it does not stick to the edge. */
const ROOM_SHARE = 0.03;

/** `spanAround`, less what is still to come: of an incident that goes on, or is just over, the graph ends where its data does. */
export function spanSoFar(incident: Incident, series: RangeSeries | null, stepMs: number) {
  const { fromMs, toMs } = spanAround(incident);
  const newestMs = series?.times.at(-1);
  if (newestMs === undefined) return { fromMs, toMs };
  const dataEndMs = Math.max(newestMs, incident.endMs ?? incident.lastMs) + stepMs;
  return { fromMs, toMs: Math.min(toMs, dataEndMs + Math.round((dataEndMs - fromMs) * ROOM_SHARE)) };
}

/** Value and band of an incident's series around it; null where its steps have aged out. */
export function sparkOf(store: Store, incident: Incident, maxPoints: number): RangeSeries | null {
  return windowOf(store, incident, SPARK_FIELDS, maxPoints);
}

/** As `sparkOf`, with the columns that are wanted. */
export function windowOf(
  store: Store,
  incident: Incident,
  fields: readonly RangeField[],
  maxPoints: number,
): RangeSeries | null {
  const series = store.findSeries(incident.watch, incident.labels);
  if (series === undefined) return null;
  const [range] = store.range({ watch: incident.watch, seriesIds: [series.id], ...spanAround(incident) });
  return range === undefined || range.times.length === 0 ? null : seriesBody(range, fields, maxPoints);
}
