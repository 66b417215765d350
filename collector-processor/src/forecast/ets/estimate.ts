import { nelderMead } from '../optimise/nelder-mead.ts';
import { countParameters, type EtsModel, type EtsParameters, type EtsState } from './model.ts';
import { logLikelihood, smooth } from './smooth.ts';
import { startState } from './start.ts';

export interface EtsEstimate {
  readonly model: EtsModel;
  readonly parameters: EtsParameters;
  /** After the last value. */
  readonly state: EtsState;
  /** Variance of the errors (relative ones for a multiplicative error). */
  readonly variance: number;
  readonly logLikelihood: number;
  /** Akaike's criterion, corrected for few values: less is better. */
  readonly aicc: number;
}

const ALPHA = { least: 1e-4, most: 0.9999 };
const BETA_LEAST = 1e-4;
const GAMMA_LEAST = 1e-4;
const PHI = { least: 0.8, most: 0.98 };
const MAX_EVALUATIONS = 300;
/** Where the search begins: alpha, beta's share of alpha, gamma's share of 1 − alpha, phi within its range; logits. */
const START = { alpha: -0.8, beta: -2.2, gamma: -2.2, phi: 1 };

/**
 * Smoothing parameters by maximum likelihood from heuristic initial states (decision 1121); null where the model cannot
 * express the values (a multiplicative one whose level reaches zero).
 */
export function estimateEts(model: EtsModel, values: Float64Array, seasonLength: number): EtsEstimate | null {
  const start = startState(model, values, seasonLength);
  const read = parametersOf(model);
  const objective = (point: Float64Array): number =>
    -logLikelihood(smooth(model, read(point), start, values), values.length);
  const { point, value } = nelderMead(objective, startPoint(model), { edge: 1, maxEvaluations: MAX_EVALUATIONS });
  // Values without noise fit perfectly: the likelihood has no bound, and NaN comes of 0 / 0 only.
  if (value === Infinity) return fitsPerfectly(model, read(point), start, values);
  return finished(model, read(point), start, values, seasonLength);
}

function finished(
  model: EtsModel,
  parameters: EtsParameters,
  start: EtsState,
  values: Float64Array,
  seasonLength: number,
): EtsEstimate {
  const smoothing = smooth(model, parameters, start, values);
  const count = values.length;
  const known = countParameters(model, seasonLength);
  const likelihood = logLikelihood(smoothing, count);
  const spare = count - known - 1;
  return {
    model,
    parameters,
    state: smoothing.state,
    variance: smoothing.squares / Math.max(1, count - known),
    logLikelihood: likelihood,
    aicc: spare > 0 ? -2 * likelihood + 2 * known + (2 * known * (known + 1)) / spare : Infinity,
  };
}

function fitsPerfectly(
  model: EtsModel,
  parameters: EtsParameters,
  start: EtsState,
  values: Float64Array,
): EtsEstimate | null {
  const { state, squares } = smooth(model, parameters, start, values);
  if (squares !== 0) return null;
  return { model, parameters, state, variance: 0, logLikelihood: Infinity, aicc: -Infinity };
}

function startPoint(model: EtsModel): Float64Array {
  const point = [START.alpha];
  if (model.trend !== 'none') point.push(START.beta);
  if (model.season !== 'none') point.push(START.gamma);
  if (model.trend === 'damped') point.push(START.phi);
  return Float64Array.from(point);
}

/** Reads a point of the unbounded search as parameters within their bounds. */
function parametersOf(model: EtsModel): (point: Float64Array) => EtsParameters {
  return (point) => {
    let at = 0;
    const alpha = within(ALPHA.least, ALPHA.most, point[at++]!);
    const beta = model.trend === 'none' ? 0 : within(Math.min(BETA_LEAST, alpha), alpha, point[at++]!);
    const gamma = model.season === 'none' ? 0 : within(Math.min(GAMMA_LEAST, 1 - alpha), 1 - alpha, point[at++]!);
    const phi = model.trend === 'damped' ? within(PHI.least, PHI.most, point[at++]!) : 1;
    return { alpha, beta, gamma, phi };
  };
}

const within = (least: number, most: number, logit: number): number => least + (most - least) / (1 + Math.exp(-logit));
