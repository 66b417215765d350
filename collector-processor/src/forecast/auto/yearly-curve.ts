import type { CleanSeries } from './clean.ts';
import { solveSymmetric } from './solve-symmetric.ts';

export const YEAR_DAYS = 365.25;
const WEEK_DAYS = 7;
/** As Prophet's default: bends of about a fortnight. */
const WAVES = 10;
/** The trend may change its slope once a year; more often, the season's own bends would be taken for it. */
const SLOPE_DAYS = 365;
/** A slope is learned from half a year at least. */
const LATEST_SLOPE_DAYS = 180;
/** On each squared coefficient of a wave or a change of slope. */
const PENALTY = 5;
/** Older days say nothing of this year's season. */
const MOST_DAYS = 10 * 366;

export interface YearlyCurve {
  /** The oldest day that it looks at. */
  readonly firstDay: number;
  /** The curve of any day, learned from the days before `origin` alone. */
  learnedBefore(origin: number): (day: number) => number;
}

/**
 * Of daily steps: a level, a trend that bends once a year, the days of the week, and the year as a Fourier series
 * (Harvey & Shephard 1993; Taylor & Letham 2018), by ridge regression. Each origin has coefficients of its own: years
 * are few, and one that knows what came would seem to foresee it.
 */
export function yearlyCurve({ z, observed }: CleanSeries): YearlyCurve {
  const n = z.length;
  const first = Math.max(0, n - MOST_DAYS);
  const bends: number[] = [];
  for (let day = first + SLOPE_DAYS; day < n - LATEST_SLOPE_DAYS; day += SLOPE_DAYS) bends.push(day);
  const free = 1 + WEEK_DAYS;
  const size = free + 2 * WAVES + bends.length;
  const write = (into: Float64Array, day: number): void => {
    into[0] = 1;
    into[1] = (day - first) / YEAR_DAYS;
    for (let weekday = 1; weekday < WEEK_DAYS; weekday++) into[1 + weekday] = day % WEEK_DAYS === weekday ? 1 : 0;
    for (let wave = 1; wave <= WAVES; wave++) {
      const angle = (2 * Math.PI * wave * day) / YEAR_DAYS;
      into[free + 2 * wave - 2] = Math.cos(angle);
      into[free + 2 * wave - 1] = Math.sin(angle);
    }
    bends.forEach((bend, i) => (into[free + 2 * WAVES + i] = Math.max(0, day - bend) / YEAR_DAYS));
  };
  const design = new Float64Array((n - first) * size);
  const rowOf = (day: number): Float64Array => design.subarray((day - first) * size, (day - first + 1) * size);
  for (let day = first; day < n; day++) write(rowOf(day), day);
  const gram = new Float64Array(size * size);
  const moment = new Float64Array(size);
  for (let i = free; i < size; i++) gram[i * size + i] = PENALTY;
  for (let day = first; day < n; day++) if (observed[day] === 1) addRow(gram, moment, rowOf(day), z[day]!, 1);
  const learned = new Map<number, Float64Array>();
  const coefficientsBefore = (origin: number): Float64Array => {
    const known = learned.get(origin);
    if (known !== undefined) return known;
    const [ownGram, ownMoment] = [gram.slice(), moment.slice()];
    for (let day = Math.max(first, origin); day < n; day++)
      if (observed[day] === 1) addRow(ownGram, ownMoment, rowOf(day), z[day]!, -1);
    const coefficients = solveSymmetric(ownGram, ownMoment);
    learned.set(origin, coefficients);
    return coefficients;
  };
  return {
    firstDay: first,
    learnedBefore(origin) {
      const coefficients = coefficientsBefore(origin);
      const row = new Float64Array(size);
      return (day) => {
        if (day >= first && day < n) return product(rowOf(day), coefficients);
        write(row, day);
        return product(row, coefficients);
      };
    },
  };
}

/** Adds a row to the lower triangle of the normal equations, or takes it out again (sign −1). */
function addRow(gram: Float64Array, moment: Float64Array, row: Float64Array, target: number, sign: 1 | -1): void {
  const size = row.length;
  for (let i = 0; i < size; i++) {
    const x = sign * row[i]!;
    moment[i]! += x * target;
    for (let j = 0; j <= i; j++) gram[i * size + j]! += x * row[j]!;
  }
}

const product = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
