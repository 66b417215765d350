import type { Figure } from './frame.ts';

/** A ratio that fell further than this below the committed one is a regression. */
const ALLOWED_FALL = 0.3;

/** What is said of the figures that fell too far; [] = none did. A figure that was never committed is not judged. */
export function regressions(figures: readonly Figure[], committed: Readonly<Record<string, number>>): string[] {
  return figures.flatMap(({ name, ratio }) => {
    const before = committed[name];
    if (before === undefined || ratio >= before * (1 - ALLOWED_FALL)) return [];
    return [`${name}: ${ratio.toFixed(2)}× its peer, where ${before.toFixed(2)}× is committed (bench/ratios.json)`];
  });
}
