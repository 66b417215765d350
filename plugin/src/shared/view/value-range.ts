import type { Cell, LineRole } from './overlay-view';

export interface RangeLine {
  readonly role: LineRole;
  readonly values: ReadonlyArray<Cell>;
}

/** What must be seen whole; bounds are drawn as far as this leaves room. */
const CORE: readonly LineRole[] = ['value', 'expected', 'forecastExpected', 'anomalous'];
const BOUNDS: readonly LineRole[] = [
  'lower',
  'upper',
  'typicalLower',
  'typicalUpper',
  'forecastLower',
  'forecastUpper',
];
/** Wide bounds (while learning) may take this much of the core's span on each side, so that they never flatten the line. */
const BOUNDS_SHARE = 0.75;
const HEADROOM = 0.06;

/**
 * The span of the y axis for rows [from, to]. Starts at zero for what is never negative and not far from zero.
 * Returns null when there is nothing to show.
 */
export function valueRange(lines: readonly RangeLine[], from: number, to: number): [number, number] | null {
  const core = extent(
    lines.filter(({ role }) => CORE.includes(role)),
    from,
    to,
  );
  const bounds = extent(
    lines.filter(({ role }) => BOUNDS.includes(role)),
    from,
    to,
  );
  const basis = core ?? bounds;
  if (basis === null) {
    return null;
  }
  const span = basis[1] - basis[0] || Math.abs(basis[1]) || 1;
  const room = Math.max(span, Math.abs(basis[1]) * 0.5) * BOUNDS_SHARE;
  const min = bounds === null ? basis[0] : Math.min(basis[0], Math.max(bounds[0], basis[0] - room));
  const max = bounds === null ? basis[1] : Math.max(basis[1], Math.min(bounds[1], basis[1] + room));
  const pad = (max - min || Math.abs(max) || 1) * HEADROOM;
  const nearZero = min >= 0 && min < max * 0.6;
  const range: [number, number] = [nearZero || min === 0 ? 0 : min - pad, max + pad];
  // A span below what numbers of this size can tell apart is still drawn as one.
  return range[0] < range[1] ? range : [min - 1, max + 1];
}

function extent(lines: readonly RangeLine[], from: number, to: number): [number, number] | null {
  let [min, max] = [Infinity, -Infinity];
  for (const { values } of lines) {
    for (let row = from; row <= to; row += 1) {
      const value = values[row];
      if (value != null && Number.isFinite(value)) {
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
  }
  return min <= max ? [min, max] : null;
}
