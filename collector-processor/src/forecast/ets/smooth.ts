import type { EtsModel, EtsParameters, EtsState } from './model.ts';

/** What the model says of the step that comes next. */
export function expectNext({ season }: EtsModel, { phi }: EtsParameters, state: EtsState): number {
  const base = state.level + phi * state.slope;
  if (season === 'none') return base;
  const index = state.season[state.slot]!;
  return season === 'additive' ? base + index : base * index;
}

/** Takes the next value into the state (error-correction form, the same for additive and multiplicative errors). */
export function takeNext(
  { season }: EtsModel,
  { alpha, beta, gamma, phi }: EtsParameters,
  state: EtsState,
  value: number,
): void {
  const grown = phi * state.slope;
  const base = state.level + grown;
  const index = season === 'none' ? 0 : state.season[state.slot]!;
  const adjusted = season === 'none' ? value : season === 'additive' ? value - index : value / index;
  const moved = alpha * (adjusted - base);
  state.level = base + moved;
  if (beta > 0) state.slope = grown + (beta / alpha) * moved;
  else state.slope = grown;
  if (season === 'none') return;
  const seen = season === 'additive' ? value - base : value / base;
  state.season[state.slot] = index + gamma * (seen - index);
  state.slot = state.slot + 1 === state.season.length ? 0 : state.slot + 1;
}

export interface Smoothing {
  readonly state: EtsState;
  /** Sum of squared errors; relative errors for a multiplicative error. */
  readonly squares: number;
  /** Sum of log |expected value|: the Jacobian of relative errors; 0 for additive ones. */
  readonly logScale: number;
}

/**
 * One pass over the values from the given start, which is not changed.
 * `squares` is NaN or infinite where the model leaves what it can express: that model is none for these values.
 */
export function smooth(model: EtsModel, parameters: EtsParameters, start: EtsState, values: Float64Array): Smoothing {
  const state: EtsState = { ...start, season: start.season.slice() };
  const relative = model.error === 'multiplicative';
  let squares = 0;
  let logScale = 0;
  for (const value of values) {
    const expected = expectNext(model, parameters, state);
    const error = relative ? (value - expected) / expected : value - expected;
    squares += error * error;
    if (relative) logScale += Math.log(Math.abs(expected));
    takeNext(model, parameters, state, value);
  }
  return { state, squares, logScale };
}

/** Gaussian log-likelihood with the noise's variance at its best value, squares / n. */
export const logLikelihood = ({ squares, logScale }: Smoothing, count: number): number =>
  (-count / 2) * (Math.log((2 * Math.PI * squares) / count) + 1) - logScale;
