import { severityLevel, type SeverityLevel } from '../incidents/describe';
import type { Cell, LineRole, OverlayView } from './overlay-view';

/** A stretch of steps in one state; `toMs` is the end of its last step. */
export interface StateSpan<Kind> {
  readonly fromMs: number;
  readonly toMs: number;
  readonly kind: Kind;
}

export type StripKind = SeverityLevel | 'learning';

/** What the strip under the graph shows: the highest severity of the series at each step, else that all are learning. */
export function stripSpans(view: OverlayView, groups: readonly number[]): StateSpan<StripKind>[] {
  const severities = columnsOf(view, groups, 'severity');
  const learning = columnsOf(view, groups, 'learning');
  return spans(view, groups, (row) => {
    let severity = 0;
    for (const cells of severities) {
      severity = Math.max(severity, cells[row] ?? 0);
    }
    if (severity > 0) {
      return severityLevel(severity);
    }
    // Rows are many: no list is made for each.
    let early = false;
    for (const cells of learning) {
      const cell = cells[row];
      if (cell === 0) {
        return null;
      }
      early ||= cell === 1;
    }
    return early ? 'learning' : null;
  });
}

/** Where a series is held out of learning, because an incident of it is open. */
export function heldSpans(view: OverlayView, groups: readonly number[]): StateSpan<'held'>[] {
  const held = columnsOf(view, groups, 'held');
  return spans(view, groups, (row) => (held.some((cells) => cells[row] === 1) ? 'held' : null));
}

function columnsOf(view: OverlayView, groups: readonly number[], role: LineRole): Array<readonly Cell[]> {
  return groups.flatMap((group) => {
    const line = view.groups[group].lines[role];
    return line === undefined ? [] : [view.lines[line].values];
  });
}

/** Joins neighbouring steps of one kind; a missing step parts them. */
function spans<Kind extends string>(
  view: OverlayView,
  groups: readonly number[],
  kindAt: (row: number) => Kind | null,
): StateSpan<Kind>[] {
  const stepMs = Math.max(1, ...groups.map((group) => view.groups[group].stepMs));
  const found: StateSpan<Kind>[] = [];
  for (let row = 0; row < view.times.length; row += 1) {
    const kind = kindAt(row);
    if (kind === null) {
      continue;
    }
    const fromMs = view.times[row];
    const last = found.at(-1);
    if (last !== undefined && last.kind === kind && fromMs <= last.toMs) {
      found[found.length - 1] = { ...last, toMs: fromMs + stepMs };
    } else {
      found.push({ fromMs, toMs: fromMs + stepMs, kind });
    }
  }
  return found;
}
