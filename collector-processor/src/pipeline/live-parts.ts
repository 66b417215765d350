import type { Registry } from '../series/registry.ts';
import type { SeriesRef } from '../series/types.ts';

/** Live rows of one part of a lane. */
export interface LivePart {
  /** Counted from the part's first row. */
  readonly rows: readonly number[];
  readonly series: readonly SeriesRef[];
  /** Whether every row of the part is live. */
  readonly whole: boolean;
}

/** Which rows of each part are live; worked out again only when some row was born or is gone. */
export function createLiveParts(registry: Registry) {
  const parts = new Map<number, LivePart & { readonly to: number; readonly version: number }>();

  return function livePart(from: number, to: number): LivePart {
    const known = parts.get(from);
    if (known?.version === registry.version() && known.to === to) return known;
    const rows: number[] = [];
    for (let row = from; row < to; row++) if (registry.isLive(row)) rows.push(row - from);
    const series = rows.map((row) => registry.ref(from + row));
    const part = { rows, series, whole: rows.length === to - from, to, version: registry.version() };
    parts.set(from, part);
    return part;
  };
}
