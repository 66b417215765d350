import { createRandom, normal, type Random } from '../src/random.ts';

export interface GrowthCase {
  readonly values: Float64Array;
  /** First hour at or past the limit. */
  readonly crossing: number;
  readonly limit: number;
  /** What nobody knows but the generator: the values of another future from the hour `from` on. */
  readonly otherFuture: (from: number, random: Random) => Float64Array;
}

const DAY = 24;
const WEEK = 7 * DAY;
/** Share of an hour's noise that lasts into the next. */
const LASTING = 0.7;

export const GROWTHS = ['linear', 'exponential', 'kink', 'saturating'] as const;
export type GrowthKind = (typeof GROWTHS)[number];

export interface GrowthOptions {
  readonly seed: number;
  readonly kind: GrowthKind;
  /** Standard deviation of an hour's noise, as a share of the value; days are busier than others by half of it. */
  readonly noise: number;
}

/**
 * An hourly resource with a daily and a weekly season, noise that lasts some hours, and growth of 3 to 10 % a week. The
 * limit is a little above what its undisturbed peaks have reached five to ten weeks after the start.
 */
export function generateGrowth({ seed, kind, noise }: GrowthOptions): GrowthCase {
  const random = createRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const weeks = between(5, 10);
  const growth = between(0.03, 0.1);
  const peakHour = between(11, 20);
  const daily = between(0.2, 0.5);
  const weekend = between(0.55, 0.95);
  const base = 10 ** between(0, 4);
  const kink = weeks - between(2.5, 4);
  const level = (week: number): number => {
    if (kind === 'exponential') return (1 + growth) ** week;
    if (kind === 'kink') return 1 + growth * 0.1 * week + growth * 1.5 * Math.max(0, week - kink);
    if (kind === 'saturating') return 2.5 / (1 + 1.5 * Math.exp(-2.5 * growth * week));
    return 1 + growth * week;
  };
  const undisturbed = Float64Array.from({ length: Math.ceil((weeks + 6) * WEEK) }, (_, hour) => {
    const season = 1 + daily * Math.cos(((hour % DAY) - peakHour) * ((2 * Math.PI) / DAY));
    const day = Math.floor(hour / DAY) % 7 >= 5 ? weekend : 1;
    return base * level(hour / WEEK) * season * day;
  });
  const values = disturbed(undisturbed, noise, random);
  const highest = undisturbed.subarray(0, Math.round(weeks * WEEK)).reduce((most, value) => Math.max(most, value), 0);
  const limit = highest * between(1, 1 + growth / 4);
  return {
    values,
    limit,
    crossing: values.findIndex((value) => value >= limit),
    otherFuture: (from, other) => disturbed(undisturbed.subarray(from), noise, other),
  };
}

function disturbed(values: Float64Array, noise: number, random: Random): Float64Array {
  let lasting = noise * normal(random);
  let ofDay = 0;
  return values.map((value, hour) => {
    if (hour % DAY === 0) ofDay = (noise / 2) * normal(random);
    lasting = LASTING * lasting + Math.sqrt(1 - LASTING ** 2) * noise * normal(random);
    return value * (1 + lasting + ofDay);
  });
}

/**
 * A volume that fills steadily, breathes over the day, and is emptied every one to four weeks; the last time some ten days
 * before it is full for the first time. Noise is a share of what it holds.
 */
export function generateEmptied({ seed, noise }: Pick<GrowthOptions, 'seed' | 'noise'>): GrowthCase {
  const random = createRandom(seed);
  const between = (low: number, high: number): number => low + (high - low) * random();
  const size = 10 ** between(1, 4);
  const growth = (size * between(0.02, 0.06)) / DAY;
  const breath = size * between(0, 0.02);
  const left = size * between(0.05, 0.3);
  // The last stretch is longer than any other: only there the limit is met.
  const last = Math.ceil((size - left) / growth);
  const spans = Array.from({ length: 3 }, () => Math.round(last * between(0.3, 0.8)));
  const starts = spans.map((_, i) => spans.slice(0, i).reduce((sum, span) => sum + span, 0));
  const emptied = [...starts, spans.reduce((sum, span) => sum + span, 0)];
  const undisturbed = Float64Array.from({ length: emptied.at(-1)! + 2 * last }, (_, hour) => {
    const since = hour - emptied.findLast((start) => start <= hour)!;
    return left + growth * since + breath * Math.sin((hour * 2 * Math.PI) / DAY);
  });
  const limit = size * between(0.8, 1);
  const shaken = (from: number, other: Random): Float64Array => {
    const unit = new Float64Array(undisturbed.length - from).fill(size);
    return disturbed(unit, noise, other).map((value, i) => undisturbed[from + i]! + value - size);
  };
  const values = shaken(0, random);
  return { values, limit, crossing: values.findIndex((value) => value >= limit), otherFuture: shaken };
}
