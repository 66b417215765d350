import { normal, type Random } from '../random.ts';
import type { Resets } from './level-history.ts';
import type { Decomposition } from './profile.ts';
import type { WeightedCandidate } from './trend.ts';

export interface PassageOptions {
  /** Ways in which the trend may go on. */
  readonly trends: readonly WeightedCandidate[];
  readonly parts: Decomposition;
  readonly stepsADay: number;
  /** Slot of each step to come. */
  readonly slots: Int16Array;
  /** What a supposed growth multiplies each step to come with. */
  readonly factors: Float64Array;
  /** What empties it meanwhile; null: nothing. */
  readonly resets: Resets | null;
  readonly limit: number;
  readonly direction: 'up' | 'down';
  readonly random: Random;
}

/** Enough for a probability to within 0.03. */
export const PATHS = 500;

/** Days are not independent of each other, and the season is known from a few weeks: the trend is so much less sure (variance). */
export const UNSURE = 3;

/**
 * Steps until the limit is reached, for each of PATHS futures, sorted; Infinity where one never does. A future is a line
 * drawn from what is known of the trend, the profile of its hours, and the rest of days that were, one after the other.
 */
export function firstPassages(options: PassageOptions): Float64Array {
  const { trends, parts, stepsADay, slots, factors, resets, limit, direction, random } = options;
  const sign = direction === 'up' ? 1 : -1;
  const blocks = restOfDays(parts.rest, stepsADay);
  const passages = new Float64Array(PATHS).fill(Infinity);
  let next = 0;
  let upTo = 0;
  for (let path = 0; path < PATHS; path++) {
    // Each way to go on has its share of the futures.
    while (upTo <= (path + 0.5) / PATHS && next < trends.length) upTo += trends[next++]!.weight;
    const { valueOf, dayError, level: levelNow, slope } = lineOf(trends[next - 1]!, random);
    let block: Float64Array | undefined;
    let ofDay = 0;
    let emptied = 0;
    let emptiedNext = resets === null ? Infinity : nextReset(resets, random);
    for (let step = 0; step < slots.length; step++) {
      const inDay = step % stepsADay;
      if (inDay === 0) {
        block = oneOf(blocks, random);
        ofDay = dayError * normal(random);
      }
      if (resets !== null && step >= emptiedNext) {
        emptied += oneOf(resets.by, random);
        emptiedNext = step + oneOf(resets.intervals, random);
      }
      const level = valueOf(levelNow + ofDay + (slope * step) / stepsADay);
      const rest = block?.[inDay] ?? 0;
      const shape = parts.profile[slots[step]!]!;
      const value = (parts.multiplicative ? level * shape * (1 + rest) : level + shape + rest) + emptied;
      if (sign * (value * factors[step]! - limit) >= 0) {
        passages[path] = step;
        break;
      }
    }
  }
  return passages.sort();
}

const oneOf = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!;

/** Steps until it is emptied next: a span as there were, of which some has passed. */
function nextReset({ intervals, ago }: Resets, random: Random): number {
  const possible = intervals.filter((steps) => steps > ago);
  return possible.length === 0 ? 0 : oneOf(possible, random) - ago;
}

/** One line of those that a candidate may be. */
function lineOf(trend: WeightedCandidate, random: Random) {
  const { level, slope, levelVariance, slopeVariance, covariance, dayError } = trend;
  const levelOff = Math.sqrt(UNSURE * levelVariance) * normal(random);
  const tied = levelVariance > 0 ? covariance / levelVariance : 0;
  const own = Math.sqrt(Math.max(0, UNSURE * (slopeVariance - tied * covariance)));
  return {
    ...{ valueOf: trend.scale.valueOf, dayError },
    level: level + levelOff,
    slope: slope + tied * levelOff + own * normal(random),
  };
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
