import { INCIDENT_CLASSES, type Incident } from '../incidents/types.ts';
import { describeRefusal } from '../intake/replay/refusals.ts';
import type { ReplaySource } from '../intake/replay/types.ts';

export interface ReplaySummary {
  readonly source: Pick<ReplaySource, 'format' | 'counts' | 'refusals'>;
  readonly series: number;
  readonly steps: number;
  /** Lines of output. */
  readonly rows: number;
  readonly incidents: readonly Incident[];
  /** What the engine would not take. */
  readonly dropped: { readonly late: number; readonly future: number; readonly overflow: number };
  readonly seconds: number;
}

/** What a person wants to know when a replay is done. */
export function describeReplay({ source, series, steps, rows, incidents, dropped, seconds }: ReplaySummary): string[] {
  const { records, points, unwatched } = source.counts;
  const what = { csv: 'rows', otlp: 'OTLP requests', 'access-log': 'lines' }[source.format];
  const refused = [
    ...source.refusals.list().map(describeRefusal),
    ...Object.entries(dropped).flatMap(([reason, count]) => (count > 0 ? [`${count} × ${reason}`] : [])),
  ];
  return [
    `replayed ${number(records)} ${what} in ${seconds.toFixed(1)} s: ${number(points)} points, ${number(series)} series, ${number(steps)} steps, ${number(rows)} scores`,
    `incidents: ${describeIncidents(incidents)}`,
    ...(unwatched > 0 ? [`passed over: ${number(unwatched)} points that no watch selects`] : []),
    ...(refused.length > 0 ? [`refused: ${refused.join(', ')}`] : []),
  ];
}

function describeIncidents(incidents: readonly Incident[]): string {
  if (incidents.length === 0) return 'none';
  const counts = INCIDENT_CLASSES.flatMap((name) => {
    const count = incidents.filter((incident) => incident.class === name).length;
    return count > 0 ? [`${number(count)} × ${name}`] : [];
  });
  const open = incidents.filter(({ status }) => status === 'open').length;
  return `${number(incidents.length)} (${counts.join(', ')})${open > 0 ? `, ${open} still open at the end` : ''}`;
}

function number(value: number): string {
  return value.toLocaleString('en');
}
