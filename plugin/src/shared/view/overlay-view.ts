import { DataTopic, FieldType, type DataFrame, type Field } from '@grafana/data';
import type { Role } from '../frames/roles';
import { anomalousPoints } from './anomalous-points';
import { joinTimes } from './join-times';
import { regionsOf, type Region } from './regions';
import { groupedSources, type Source } from './sources';

/** What a line of the graph is: a role of the frames, or the anomalous points that the view derives. */
export type LineRole = Role | 'anomalous';
/** `undefined`: this series has no entry at this time, draw across. `null`: it has one, and it is empty: a gap. */
export type Cell = number | null | undefined;

export interface OverlayLine {
  readonly role: LineRole;
  readonly group: number;
  readonly field: Field;
  readonly values: readonly Cell[];
}

/** One series: its value, expectation, bands and forecast. `lines` says where in the view's lines they are. */
export interface OverlayGroup {
  readonly key: string;
  readonly name: string;
  /** Smallest distance between two of its own times; 0 when it has fewer than two. */
  readonly stepMs: number;
  /** The field that gives unit, colour and links. */
  readonly field: Field;
  readonly lines: Readonly<Partial<Record<LineRole, number>>>;
  /** Highest score within the view; 0 without scores. */
  readonly peakScore: number;
}

export interface OverlayView {
  readonly times: readonly number[];
  readonly lines: readonly OverlayLine[];
  readonly groups: readonly OverlayGroup[];
  readonly regions: readonly Region[];
  /** Start of the forecast, or null without one. */
  readonly forecastFromMs: number | null;
}

const FORECAST_ROLES: readonly LineRole[] = ['forecastExpected', 'forecastLower', 'forecastUpper'];

/**
 * Everything the graph draws, from frames alone: Tidemark's datasource, derived metrics that come back from Prometheus,
 * or plain lines (which then have no band). Pure.
 */
export function overlayView(series: readonly DataFrame[], annotations: readonly DataFrame[] = []): OverlayView {
  const isAnnotation = (frame: DataFrame) => frame.meta?.dataTopic === DataTopic.Annotations;
  const plotted = series.filter((frame) => !isAnnotation(frame) && timesOf(frame) !== null);
  const { times, columnOf } = joinTimes(plotted.map((frame) => timesOf(frame) ?? []));

  const lines: OverlayLine[] = [];
  const groups = groupedSources(plotted).map((sources, group): OverlayGroup => {
    const own: Partial<Record<LineRole, number>> = {};
    for (const { role, field, frame } of sources) {
      own[role] = lines.push({ role, group, field, values: columnOf(frame, field.values) }) - 1;
    }
    const leading = leadingOf(sources);
    const { points, peakScore } = anomalousPoints((role) => {
      const line = own[role];
      return line === undefined ? undefined : lines[line].values;
    });
    if (points !== null) {
      own.anomalous = lines.push({ role: 'anomalous', group, field: leading.field, values: points }) - 1;
    }
    const stepMs = smallestStep(timesOf(plotted[leading.frame]) ?? []);
    // Where no colour is fixed, the palette goes by this index.
    const field = { ...leading.field, state: { ...leading.field.state, seriesIndex: group } };
    return { key: sources[0].key, name: leading.name, stepMs, field, lines: own, peakScore };
  });

  return {
    times,
    lines,
    groups,
    regions: regionsOf([...annotations, ...series.filter(isAnnotation)]),
    forecastFromMs: firstTime(times, lines, FORECAST_ROLES),
  };
}

/** True when there is nothing that could be drawn as a line. */
export function isEmptyView(view: OverlayView): boolean {
  return !view.lines.some((line) => line.values.some((value) => value != null));
}

/** The field whose name, unit and colour are the series': its line, else what is expected of it. */
function leadingOf(sources: readonly [Source, ...Source[]]): Source {
  const of = (role: Role) => sources.find((source) => source.role === role);
  return of('value') ?? of('expected') ?? sources[0];
}

function timesOf(frame: DataFrame): readonly number[] | null {
  return frame.fields.find((field) => field.type === FieldType.time)?.values ?? null;
}

function firstTime(times: readonly number[], lines: readonly OverlayLine[], roles: readonly LineRole[]): number | null {
  let first = Infinity;
  for (const line of lines) {
    if (roles.includes(line.role)) {
      const row = line.values.findIndex((value) => value != null);
      first = row === -1 ? first : Math.min(first, times[row]);
    }
  }
  return first === Infinity ? null : first;
}

function smallestStep(times: readonly number[]): number {
  let step = Infinity;
  for (let row = 1; row < times.length; row += 1) {
    step = Math.min(step, times[row] - times[row - 1]);
  }
  return step === Infinity ? 0 : step;
}
