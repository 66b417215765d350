import type { Forecast, History, Interval } from './types.ts';

/** What a model says before it is made to hold: columns of any numbers. */
export interface RawForecast {
  readonly expected: Float64Array;
  readonly intervals: readonly Interval[];
}

/**
 * Makes a forecast keep its promises, whatever a model said: finite, inside what the values cannot leave, and every
 * interval around the expected value and around those of lower levels.
 *
 * @param stand where a model said nothing finite
 */
export function keepPromises(raw: RawForecast, history: History, stand: number): Forecast {
  const least = Math.max(history.hardRange?.min ?? -Number.MAX_VALUE, history.nonNegative ? 0 : -Number.MAX_VALUE);
  const most = Math.max(least, history.hardRange?.max ?? Number.MAX_VALUE);
  const inRange = (value: number): number => Math.min(most, Math.max(least, value));
  const expected = raw.expected.map((value) => inRange(Number.isFinite(value) ? value : stand));
  const [lowest, highest] = [expected.slice(), expected.slice()];
  const widening = raw.intervals.map((_, i) => i).sort((a, b) => raw.intervals[a]!.level - raw.intervals[b]!.level);
  const intervals: Interval[] = new Array<Interval>(raw.intervals.length);
  for (const i of widening) {
    const { level, lower, upper } = raw.intervals[i]!;
    for (let h = 0; h < expected.length; h++) {
      // A NaN fails both comparisons: the bound of the level below stands.
      if (lower[h]! < lowest[h]!) lowest[h] = inRange(lower[h]!);
      if (upper[h]! > highest[h]!) highest[h] = inRange(upper[h]!);
    }
    intervals[i] = { level, lower: lowest.slice(), upper: highest.slice() };
  }
  return { expected, intervals };
}
