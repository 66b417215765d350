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

/** Of two runs of the same bench each figure's better one: what disturbed one of them hardly ever disturbs both alike. */
export const betterOf = (one: readonly Figure[], other: readonly Figure[]): Figure[] =>
  one.map((figure) => {
    const again = other.find(({ name }) => name === figure.name);
    return again !== undefined && again.ratio > figure.ratio ? again : figure;
  });
