import { createRandom, normal } from '../../random.ts';
import type { EtsEstimate } from './estimate.ts';
import { expectNext, takeNext } from './smooth.ts';
import type { EtsModel, EtsParameters } from './model.ts';

/** Paths that are drawn, fewer for far horizons so that a forecast stays quick. */
const MOST_PATHS = 1000;
const MOST_STEPS = 1_000_000;
const LEAST_PATHS = 100;
const SEED = 1;

/** Whether the forecast's variance has a closed form: everything added, nothing multiplied. */
export const isLinear = ({ error, season }: EtsModel): boolean => error === 'additive' && season !== 'multiplicative';

/**
 * Standard deviation of the error at each step ahead of a linear model (Hyndman et al. 2008, table 6.1):
 * σ²·(1 + Σ c_j²) with c_j = alpha + beta·(phi + … + phi^j) + gamma where j is a whole season.
 */
export function linearSpread(
  { alpha, beta, gamma, phi }: EtsParameters,
  variance: number,
  seasonLength: number,
  horizon: number,
): Float64Array {
  const spread = new Float64Array(horizon);
  let sum = 1;
  let growth = 0;
  let power = 1;
  for (let step = 0; step < horizon; step++) {
    spread[step] = Math.sqrt(variance * sum);
    const ahead = step + 1;
    power *= phi;
    growth += power;
    const response = alpha + beta * growth + (seasonLength > 0 && ahead % seasonLength === 0 ? gamma : 0);
    sum += response * response;
  }
  return spread;
}

/**
 * Values at each step ahead of seeded paths of the model, sorted: row h holds the paths of step h. A path that leaves
 * what the model can express stands still where it was.
 */
export function simulate({ model, parameters, state, variance }: EtsEstimate, horizon: number): Float64Array[] {
  const paths = Math.max(LEAST_PATHS, Math.min(MOST_PATHS, Math.floor(MOST_STEPS / horizon)));
  const random = createRandom(SEED);
  const sigma = Math.sqrt(variance);
  const rows = Array.from({ length: horizon }, () => new Float64Array(paths));
  for (let path = 0; path < paths; path++) {
    const walk = { ...state, season: state.season.slice() };
    let last = expectNext(model, parameters, walk);
    for (let step = 0; step < horizon; step++) {
      const expected = expectNext(model, parameters, walk);
      const error = sigma * normal(random);
      const value = model.error === 'additive' ? expected + error : expected * (1 + Math.max(error, -0.99));
      if (Number.isFinite(value)) last = value;
      rows[step]![path] = last;
      takeNext(model, parameters, walk, last);
    }
  }
  for (const row of rows) row.sort();
  return rows;
}
