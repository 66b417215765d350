import { DataTopic, FieldType, type DataFrame, type Field } from '@grafana/data';
import { markOf, type Role } from '../frames/roles';
import { joinTimes } from './join-times';
import { regionsOf, type Region } from './regions';

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
}

export interface OverlayView {
  readonly times: readonly number[];
  readonly lines: readonly OverlayLine[];
  readonly groups: readonly OverlayGroup[];
  readonly regions: readonly Region[];
  /** Start of the forecast, or null without one. */
  readonly forecastFromMs: number | null;
}

interface Source {
  readonly role: Role;
  readonly key: string;
  readonly name: string;
  readonly field: Field;
  readonly frame: number;
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
  const groups = grouped(plotted.flatMap(sourcesOf)).map((sources, group): OverlayGroup => {
    const own: Partial<Record<LineRole, number>> = {};
    for (const { role, field, frame } of sources) {
      own[role] = lines.push({ role, group, field, values: columnOf(frame, field.values) }) - 1;
    }
    const [first] = sources;
    const leading = sources.find(({ role }) => role === 'value' || role === 'expected') ?? first;
    const points = anomalousPoints(lines, own);
    if (points !== null) {
      own.anomalous = lines.push({ role: 'anomalous', group, field: leading.field, values: points }) - 1;
    }
    const stepMs = smallestStep(timesOf(plotted[leading.frame]) ?? []);
    // Where no colour is fixed, the palette goes by this index.
    const field = { ...leading.field, state: { ...leading.field.state, seriesIndex: group } };
    return { key: first.key, name: leading.name, stepMs, field, lines: own };
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

function timesOf(frame: DataFrame): readonly number[] | null {
  return frame.fields.find((field) => field.type === FieldType.time)?.values ?? null;
}

function sourcesOf(frame: DataFrame, index: number): Source[] {
  return frame.fields
    .filter((field) => field.type === FieldType.number)
    .map((field, position): Source => {
      const mark = markOf(field);
      if (mark !== null) {
        return { role: mark.role, key: mark.seriesKey, name: displayName(field, mark.seriesName), field, frame: index };
      }
      const name = displayName(field, frame.name ?? field.name);
      return { role: 'value', key: `${frame.refId ?? ''}/${index}/${position}`, name, field, frame: index };
    });
}

/** A name that the user has given by an override wins; the display names of edges and scores are not for people. */
function displayName(field: Field, fallback: string): string {
  const mark = markOf(field);
  if (mark === null) {
    return field.config.displayName ?? field.state?.displayName ?? field.config.displayNameFromDS ?? fallback;
  }
  return mark.role === 'value' ? (field.config.displayName ?? fallback) : fallback;
}

function grouped(sources: readonly Source[]): [Source, ...Source[]][] {
  const groups = new Map<string, [Source, ...Source[]]>();
  for (const source of sources) {
    const group = groups.get(source.key);
    if (group === undefined) {
      groups.set(source.key, [source]);
    } else if (!group.some(({ role }) => role === source.role)) {
      group.push(source);
    }
  }
  return [...groups.values()];
}

/**
 * Values outside their limits: by the score where there is one, else by the limits themselves; none while learning,
 * when nothing alarms. Null when there are none.
 */
function anomalousPoints(
  lines: readonly OverlayLine[],
  own: Readonly<Partial<Record<LineRole, number>>>,
): Cell[] | null {
  const cells = (role: LineRole): readonly Cell[] | undefined => {
    const index = own[role];
    return index === undefined ? undefined : lines[index].values;
  };
  const value = cells('value');
  if (value === undefined) {
    return null;
  }
  const [score, lower, upper, learning] = [cells('score'), cells('lower'), cells('upper'), cells('learning')];
  let found = false;
  const points = value.map((cell, row): Cell => {
    const outside =
      cell != null &&
      learning?.[row] !== 1 &&
      (score === undefined
        ? (upper?.[row] != null && cell > upper[row]) || (lower?.[row] != null && cell < lower[row])
        : score[row] != null && score[row] > 1);
    found ||= outside;
    return outside ? cell : null;
  });
  return found ? points : null;
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
