import type { Rollup } from './types.ts';

/** A roll-up that is still being made. */
export interface OpenRollup {
  readonly startMs: number;
  readonly endMs: number;
  presentMs: number;
  normalMs: number;
  /** Value × ms. */
  sum: number;
  normalSum: number;
  min: number;
  max: number;
  normalMax: number;
}

export const openRollup = (startMs: number, endMs: number): OpenRollup => ({
  startMs,
  endMs,
  presentMs: 0,
  normalMs: 0,
  sum: 0,
  normalSum: 0,
  min: Infinity,
  max: -Infinity,
  normalMax: -Infinity,
});

/** Takes in one step; an absent one (NaN) adds nothing. */
export function addStep(open: OpenRollup, value: number, stepMs: number, normal: boolean): void {
  if (value !== value) return;
  open.presentMs += stepMs;
  open.sum += value * stepMs;
  open.min = Math.min(open.min, value);
  open.max = Math.max(open.max, value);
  if (!normal) return;
  open.normalMs += stepMs;
  open.normalSum += value * stepMs;
  open.normalMax = Math.max(open.normalMax, value);
}

/** Takes in a shorter span: hours into a day, days into a week. */
export function addRollup(open: OpenRollup, part: Rollup): void {
  open.presentMs += part.presentMs;
  open.normalMs += part.normalMs;
  open.sum += (part.mean ?? 0) * part.presentMs;
  open.normalSum += (part.normalMean ?? 0) * part.normalMs;
  open.min = Math.min(open.min, part.min ?? Infinity);
  open.max = Math.max(open.max, part.max ?? -Infinity);
  open.normalMax = Math.max(open.normalMax, part.normalMax ?? -Infinity);
}

export function closeRollup({ startMs, endMs, presentMs, normalMs, ...open }: OpenRollup): Rollup {
  const present = presentMs > 0;
  const normal = normalMs > 0;
  return {
    startMs,
    endMs,
    presentMs,
    normalMs,
    mean: present ? open.sum / presentMs : null,
    min: present ? open.min : null,
    max: present ? open.max : null,
    normalMean: normal ? open.normalSum / normalMs : null,
    normalMax: normal ? open.normalMax : null,
  };
}

/**
 * Shorter spans, oldest first, as longer ones. Spans in which nothing lies are left out.
 *
 * @param spanOf start and end of the longer span that an instant lies in
 */
export function foldRollups(
  parts: Iterable<Rollup>,
  spanOf: (timeMs: number) => readonly [startMs: number, endMs: number],
): Rollup[] {
  const folded: OpenRollup[] = [];
  for (const part of parts) {
    const last = folded.at(-1);
    if (last !== undefined && part.startMs < last.endMs) addRollup(last, part);
    else {
      const open = openRollup(...spanOf(part.startMs));
      addRollup(open, part);
      folded.push(open);
    }
  }
  return folded.map(closeRollup);
}
