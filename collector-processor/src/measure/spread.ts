/** What of an interval counts: only what lies in (afterMs, untilMs]. */
export interface Clip {
  readonly afterMs: number;
  readonly untilMs: number;
}

export const UNCLIPPED: Clip = { afterMs: -Infinity, untilMs: Infinity };

/**
 * Shares what happened over (fromMs, toMs] among the steps it overlaps, in proportion to the overlap. Unclipped, the
 * shares add up to 1. An event (fromMs = toMs) falls whole into the step that contains it.
 *
 * @param visit called with a step's start and its share, oldest first
 */
export function spreadOverSteps(
  fromMs: number,
  toMs: number,
  stepMs: number,
  clip: Clip,
  visit: (stepStartMs: number, share: number) => void,
): void {
  if (fromMs === toMs) {
    if (toMs > clip.afterMs && toMs <= clip.untilMs) visit(Math.floor(toMs / stepMs) * stepMs, 1);
    return;
  }
  const lower = Math.max(fromMs, clip.afterMs);
  const upper = Math.min(toMs, clip.untilMs);
  if (upper <= lower) return;
  for (let start = Math.floor(lower / stepMs) * stepMs; start < upper; start += stepMs) {
    visit(start, (Math.min(start + stepMs, upper) - Math.max(start, lower)) / (toMs - fromMs));
  }
}
