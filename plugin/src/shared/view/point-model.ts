import type { Cell, LineRole, OverlayView } from './overlay-view';
import { regionsAt, type Region } from './regions';

/** One series at one time, as the tooltip shows it. Null: not known. */
export interface PointRow {
  readonly group: number;
  readonly name: string;
  readonly value: number | null;
  readonly expected: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly typicalLower: number | null;
  readonly typicalUpper: number | null;
  readonly score: number | null;
  readonly state: 'forecast' | 'absent' | 'learning' | 'anomalous' | 'held' | 'normal' | 'unjudged';
}

export interface PointModel {
  readonly timeMs: number;
  readonly rows: readonly PointRow[];
  readonly regions: readonly Region[];
}

/** What there is to say about row `index` of the view; null when it holds nothing. */
export function pointModel(view: OverlayView, index: number, shownGroups: readonly number[]): PointModel | null {
  const timeMs = view.times[index];
  if (timeMs === undefined) {
    return null;
  }
  const rows = shownGroups.flatMap((group) => pointRow(view, group, index) ?? []);
  const stepMs = Math.max(0, ...shownGroups.map((group) => view.groups[group].stepMs));
  const regions = regionsAt(view.regions, timeMs, stepMs / 2);
  return rows.length === 0 && regions.length === 0 ? null : { timeMs, rows, regions };
}

function pointRow(view: OverlayView, group: number, index: number): PointRow | null {
  const { lines, name, stepMs } = view.groups[group];
  const raw = (role: LineRole) => {
    const line = lines[role];
    return line === undefined ? undefined : nearestCell(view, view.lines[line].values, index, stepMs / 2);
  };
  const at = (role: LineRole) => raw(role) ?? null;
  const value = at('measured') ?? at('value');

  const forecast = at('forecastExpected');
  if (forecast !== null && value === null && at('expected') === null) {
    return {
      ...{ group, name, value: null, expected: forecast, score: null, state: 'forecast' },
      ...{ lower: at('forecastLower'), upper: at('forecastUpper'), typicalLower: null, typicalUpper: null },
    };
  }
  if (value === null && raw('value') === undefined && raw('expected') === undefined && raw('score') === undefined) {
    return null;
  }
  const row = {
    ...{ group, name, value, expected: at('expected'), score: at('score') },
    ...{ lower: at('lower'), upper: at('upper') },
    ...{ typicalLower: at('typicalLower'), typicalUpper: at('typicalUpper') },
  };
  return { ...row, state: stateOf(row, at('learning') === 1, at('held') === 1, at('anomalous') !== null) };
}

/** The cell at a row, or, where the series has no entry at that very time, its nearest within the tolerance. */
function nearestCell(view: OverlayView, cells: readonly Cell[], index: number, toleranceMs: number): Cell {
  if (cells[index] !== undefined) {
    return cells[index];
  }
  const distance = (row: number) => Math.abs(view.times[row] - view.times[index]);
  for (let away = 1; ; away += 1) {
    const near = [index - away, index + away].filter(
      (row) => row >= 0 && row < cells.length && distance(row) <= toleranceMs,
    );
    if (near.length === 0) {
      return undefined;
    }
    const found = near.find((row) => cells[row] !== undefined);
    if (found !== undefined) {
      return cells[found];
    }
  }
}

function stateOf(
  { value, expected, score }: Pick<PointRow, 'value' | 'expected' | 'score'>,
  learning: boolean,
  held: boolean,
  anomalous: boolean,
): PointRow['state'] {
  if (learning) {
    return 'learning';
  }
  if (anomalous || (score !== null && score > 1)) {
    return 'anomalous';
  }
  if (value === null && expected !== null) {
    return 'absent';
  }
  if (held) {
    return 'held';
  }
  return expected === null && score === null ? 'unjudged' : 'normal';
}
