import { normal, type Random } from '../random.ts';
import type { Decomposition } from './profile.ts';
import type { TrendCurve } from './trend-curve.ts';

export interface PassageOptions {
  readonly curve: TrendCurve;
  /** Standard errors of the line at its centre and of its slope, in the curve's straight scale. */
  readonly levelError: number;
  readonly slopeError: number;
  /** Standard deviation of days about the line, in the straight scale. */
  readonly dayError: number;
  readonly parts: Decomposition;
  readonly stepsADay: number;
  /** Day of the first step to come, as the curve counts days. */
  readonly fromDay: number;
  /** Slot of each step to come. */
  readonly slots: Int16Array;
  /** What a supposed growth multiplies each step to come with. */
  readonly factors: Float64Array;
  readonly limit: number;
  readonly direction: 'up' | 'down';
  readonly random: Random;
}

/** Enough for a probability to within 0.03. */
export const PATHS = 500;

/**
 * Steps until the limit is reached, for each of PATHS futures, sorted; Infinity where one never does. A future is a line
 * drawn from what is known of the trend, the profile of its hours, and the rest of days that were, one after the other.
 */
export function firstPassages(options: PassageOptions): Float64Array {
  const {
    curve,
    levelError,
    slopeError,
    dayError,
    parts,
    stepsADay,
    fromDay,
    slots,
    factors,
    limit,
    direction,
    random,
  } = options;
  const { line, valueOf } = curve;
  const sign = direction === 'up' ? 1 : -1;
  const blocks = restOfDays(parts.rest, stepsADay);
  const passages = new Float64Array(PATHS).fill(Infinity);
  for (let path = 0; path < PATHS; path++) {
    const slope = line.slope + slopeError * normal(random);
    const center = line.intercept + line.slope * line.center + levelError * normal(random);
    let block = blocks[0];
    let ofDay = 0;
    for (let step = 0; step < slots.length; step++) {
      const inDay = step % stepsADay;
      if (inDay === 0) {
        block = blocks[Math.floor(random() * blocks.length)];
        ofDay = dayError * normal(random);
      }
      const level = valueOf(center + ofDay + slope * (fromDay + step / stepsADay - line.center));
      const rest = block?.[inDay] ?? 0;
      const shape = parts.profile[slots[step]!]!;
      const value = parts.multiplicative ? level * shape * (1 + rest) : level + shape + rest;
      if (sign * (value * factors[step]! - limit) >= 0) {
        passages[path] = step;
        break;
      }
    }
  }
  return passages.sort();
}

/** Whole days of the rest, from the history's end backwards so that their hours are those of the days to come; gaps are 0. */
function restOfDays(rest: Float64Array, stepsADay: number): Float64Array[] {
  const days: Float64Array[] = [];
  for (let end = rest.length; end >= stepsADay; end -= stepsADay) {
    const day = rest.subarray(end - stepsADay, end);
    if (day.some((part) => part === part)) days.push(day.map((part) => (Number.isFinite(part) ? part : 0)));
  }
  return days;
}
