import type { CleanSeries } from './clean.ts';
import { deviationOf } from './deviation.ts';
import { seasonalLags } from './lags.ts';
import type { Member } from './member.ts';
import { continuePast, regressOnPast, type Regression } from './robust-ridge.ts';

/** What one past value weighs against the penalty of a coefficient: chosen on the open half of M4 Hourly. */
const LEVEL_PENALTY = 0.1;
const DIFFERENCE_PENALTY = 1;
/**
 * A forecast leaves what has been seen by this share of its range at most, or by as many ranges as it is histories ahead:
 * exponential blow-ups end there, steady growth does not.
 */
const BEYOND_RANGE = 0.25;

export interface Autoregression extends Member {
  readonly regression: Regression;
  /** Of the regression's units on the series' scale. */
  readonly scale: number;
}

/** One that can go on from values that it has not learned. */
export interface LevelAutoregression extends Autoregression {
  /** @param recent values before the first that is wanted, regression.from of them */
  continued(recent: Float64Array, horizon: number): Float64Array;
}

/** Regression of the level on its seasonal lags. null where the history bears none. */
export function levelAutoregression({ z, observed }: CleanSeries, season: number): LevelAutoregression | null {
  const lags = seasonalLags(season, z.length);
  if (lags.length === 0) return null;
  const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
  const scale = deviationOf(z) || 1;
  const standard = (values: Float64Array): Float64Array => values.map((value) => (value - mean) / scale);
  const regression = regressOnPast(standard(z), observed, lags, LEVEL_PENALTY);
  const inRange = rangeOf(z);
  const longest = regression.from;
  const continued = (recent: Float64Array, horizon: number): Float64Array => {
    const path = new Float64Array(longest + horizon);
    path.set(standard(recent));
    continuePast(regression, path, longest);
    return path.subarray(longest).map((value, h) => inRange(mean + scale * value, h));
  };
  return {
    ...{ name: 'level', regression, scale, optimism: optimismOf(regression), firstOrigin: longest, continued },
    predict: (origin, horizon) => continued(z.subarray(origin - longest, origin), horizon),
  };
}

/** The same on the difference from a season before. null where the history bears none. */
export function differenceAutoregression({ z, observed }: CleanSeries, season: number): Autoregression | null {
  const lags = seasonalLags(season, z.length - season);
  if (lags.length === 0) return null;
  const differences = Float64Array.from(z.subarray(season), (value, i) => value - z[i]!);
  const scale = deviationOf(differences) || 1;
  const u = differences.map((value) => value / scale);
  const regression = regressOnPast(u, observed.subarray(season), lags, DIFFERENCE_PENALTY);
  const inRange = rangeOf(z);
  const firstOrigin = regression.from + season;
  return {
    ...{ name: 'difference', regression, scale, optimism: optimismOf(regression), firstOrigin },
    predict(origin, horizon) {
      const longest = regression.from;
      const path = new Float64Array(longest + horizon);
      path.set(u.subarray(origin - season - longest, origin - season));
      continuePast(regression, path, longest);
      const sums = new Float64Array(season + horizon);
      sums.set(z.subarray(origin - season, origin));
      for (let h = 0; h < horizon; h++) sums[season + h] = sums[h]! + scale * path[longest + h]!;
      return sums.subarray(season).map(inRange);
    },
  };
}

/** Squared errors to come against those on what was learned, by the coefficients spent. */
export function optimismOf({ rows, lags }: Regression): number {
  const spent = Math.min(lags.length + 1, rows * 0.9);
  return (rows + spent) / (rows - spent);
}

function rangeOf(z: Float64Array): (value: number, ahead: number) => number {
  let [least, most] = [Infinity, -Infinity];
  for (const value of z) [least, most] = [Math.min(least, value), Math.max(most, value)];
  return (value, ahead) => {
    const beyond = Math.max(BEYOND_RANGE, (ahead + 1) / z.length) * (most - least);
    return Math.min(most + beyond, Math.max(least - beyond, value));
  };
}
