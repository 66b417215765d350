import { fitRobustLine, type Line } from './least-squares.ts';
import { segmentStarts } from './trend-segments.ts';
import type { TrendShape } from './types.ts';

/** A trend as a line in a scale where it is straight: the value, its logarithm, or its logit below a ceiling. */
export interface TrendCurve {
  readonly shape: TrendShape;
  /** Ceiling of a saturating trend; null for the others. */
  readonly ceiling: number | null;
  /** By day, in the straight scale. */
  readonly line: Line;
  /** Back from the straight scale to the value. */
  readonly valueOf: (straight: number) => number;
}

/** A ceiling must be so much better than none: a difference of BIC that Kass and Raftery (1995) call strong. */
const BETTER_BY = 6;
/** Ceilings that are tried, as multiples of the highest level: from just above it to three times, each 4 % further off. */
const CEILINGS = Array.from({ length: 28 }, (_, k) => 1.01 * 1.04 ** k);

export interface Trend {
  readonly curve: TrendCurve;
  /** Day on which it began to go on like this. */
  readonly since: number;
  /** Days that it was read off. */
  readonly days: number;
}

/**
 * How days' levels go on since their trend last changed: straight or exponential, whichever describes the whole history
 * with less, or saturating (logistic) where that describes the last stretch clearly better.
 *
 * @param levels one a day, NaN = missing
 * @param hardMax what the value cannot exceed (a ratio: 1); tried as a ceiling as well
 */
export function fitTrend(levels: Float64Array, hardMax: number = Infinity): Trend {
  const positive = levels.every((level) => !(level <= 0));
  const straight = piecewise(
    'linear',
    levels,
    (v) => v,
    (s) => s,
  );
  const growing = positive ? piecewise('exponential', levels, Math.log, Math.exp) : straight;
  const best = growing.score < straight.score ? growing : straight;
  const whole = positive ? saturating(0, levels, best.score, hardMax) : null;
  const recent = levels.subarray(best.since);
  const plain = misfit(best.curve, daysFrom(best.since, levels.length), recent);
  const since = whole === null ? best.since : 0;
  const last =
    positive && whole === null ? saturating(best.since, recent, bic(plain.count, plain.squares, 2), hardMax) : null;
  const known = levels.subarray(since).filter((level) => level === level).length;
  return { curve: whole ?? last ?? best.curve, since, days: known };
}

/** A scale's own stretches, its curve for the last one, and how well all of them together describe the levels (BIC). */
function piecewise(
  shape: TrendShape,
  levels: Float64Array,
  straighten: (value: number) => number,
  valueOf: (straight: number) => number,
) {
  const starts = segmentStarts(levels.map(straighten));
  const parts = starts.map((start, i) => {
    const end = starts[i + 1] ?? levels.length;
    const days = daysFrom(start, end);
    const part = levels.subarray(start, end);
    const fitted = curve(shape, null, days, part, straighten, valueOf);
    return { fitted, ...misfit(fitted, days, part) };
  });
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const squares = parts.reduce((sum, part) => sum + part.squares, 0);
  return { curve: parts.at(-1)!.fitted, since: starts.at(-1)!, score: bic(count, squares, 3 * parts.length) };
}

/**
 * The logistic that describes days from `since` on clearly better than a score (BIC) that is known; null: none does.
 *
 * @param levels of the days from `since` on, all above 0
 */
function saturating(since: number, levels: Float64Array, scoreToBeat: number, hardMax: number): TrendCurve | null {
  const days = daysFrom(since, since + levels.length);
  const highest = levels.reduce((most, level) => (level === level ? Math.max(most, level) : most), -Infinity);
  let chosen: TrendCurve | null = null;
  let least = scoreToBeat - BETTER_BY;
  for (const ceiling of [...CEILINGS.map((times) => times * highest), hardMax]) {
    if (!(ceiling > highest && ceiling <= hardMax && ceiling < Infinity)) continue;
    const logit = (value: number): number => Math.log(value / (ceiling - value));
    const logistic = (straight: number): number => ceiling / (1 + Math.exp(-straight));
    const fitted = curve('saturating', ceiling, days, levels, logit, logistic);
    const { count, squares } = misfit(fitted, days, levels);
    const score = bic(count, squares, 3);
    if (score < least) [chosen, least] = [fitted, score];
  }
  return chosen;
}

const daysFrom = (start: number, end: number): Float64Array =>
  Float64Array.from({ length: end - start }, (_, i) => start + i);

const bic = (count: number, squares: number, parameters: number): number =>
  count * Math.log(Math.max(squares, Number.MIN_VALUE) / count) + parameters * Math.log(count);

function curve(
  shape: TrendShape,
  ceiling: number | null,
  days: Float64Array,
  levels: Float64Array,
  straighten: (value: number) => number,
  valueOf: (straight: number) => number,
): TrendCurve {
  return { shape, ceiling, line: fitRobustLine(days, levels.map(straighten)), valueOf };
}

/** Squared error of a curve in the scale of the values. Rounding is no fit: below a millionth all curves are alike. */
function misfit({ line, valueOf }: TrendCurve, days: Float64Array, levels: Float64Array) {
  let count = 0;
  let squares = 0;
  for (let i = 0; i < days.length; i++) {
    if (levels[i] !== levels[i]) continue;
    count++;
    squares += (levels[i]! - valueOf(line.intercept + line.slope * days[i]!)) ** 2 + 1e-12 * levels[i]! ** 2;
  }
  return { count, squares };
}
