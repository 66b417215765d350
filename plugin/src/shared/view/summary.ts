import type { OverlayView } from './overlay-view';
import { pointModel, type PointModel, type PointRow } from './point-model';

export interface SummaryFormats {
  readonly time: (timeMs: number) => string;
  readonly value: (group: number, value: number) => string;
}

const SERIES_IN_SUMMARY = 3;

/** The graph in words, for people who do not see it. */
export function graphSummary(
  view: OverlayView,
  range: { fromMs: number; toMs: number },
  format: SummaryFormats,
): string {
  const { groups } = view;
  const listed = groups.slice(0, SERIES_IN_SUMMARY).map((_, group) => seriesSentence(view, group, format));
  const more = groups.length > SERIES_IN_SUMMARY ? [`And ${groups.length - SERIES_IN_SUMMARY} more series.`] : [];
  return [
    `Graph of ${groups.length} series from ${format.time(range.fromMs)} to ${format.time(range.toMs)}.`,
    ...listed,
    ...more,
    incidentSentence(view, range),
    ...(view.forecastFromMs === null ? [] : [`Forecast from ${format.time(view.forecastFromMs)}.`]),
  ].join(' ');
}

function seriesSentence(view: OverlayView, group: number, format: SummaryFormats): string {
  const { name, lines } = view.groups[group];
  const leading = lines.value ?? lines.expected;
  const last = leading === undefined ? -1 : view.lines[leading].values.findLastIndex((cell) => cell != null);
  const row = last === -1 ? undefined : pointModel(view, last, [group])?.rows[0];
  return row === undefined ? `${name}: no values.` : rowSentence(row, format, ` at ${format.time(view.times[last])}`);
}

/** What there is at one time, for a cursor that is moved by keys. */
export function pointSentence({ timeMs, rows, regions }: PointModel, format: SummaryFormats): string {
  const series = rows.slice(0, SERIES_IN_SUMMARY).map((row) => rowSentence(row, format));
  return [`${format.time(timeMs)}.`, ...series, ...regions.map(({ title }) => `${title}.`)].join(' ');
}

function rowSentence(row: PointRow, format: SummaryFormats, at = ''): string {
  const value = (cell: number) => format.value(row.group, cell);
  const parts = [
    `${row.value === null ? 'no value' : value(row.value)}${at}`,
    row.expected === null ? null : `expected ${value(row.expected)}`,
    row.lower === null || row.upper === null ? null : `between ${value(row.lower)} and ${value(row.upper)}`,
    row.state === 'anomalous' ? 'anomalous' : row.state === 'learning' ? 'still learning' : null,
  ];
  return `${row.name}: ${parts.filter((part) => part !== null).join(', ')}.`;
}

function incidentSentence(view: OverlayView, { fromMs, toMs }: { fromMs: number; toMs: number }): string {
  const incidents = view.regions.filter(
    ({ incident, startMs, endMs }) => incident !== null && startMs <= toMs && endMs >= fromMs,
  );
  const open = incidents.filter(({ incident }) => incident?.open).map(({ title }) => title);
  const count = incidents.length === 1 ? '1 incident' : `${incidents.length} incidents`;
  return open.length === 0 ? `${count}.` : `${count}, open: ${open.join('; ')}.`;
}
