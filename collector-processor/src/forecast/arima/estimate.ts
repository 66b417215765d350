import { nelderMead } from '../optimise/nelder-mead.ts';
import { difference } from './difference.ts';
import { countCoefficients, type ArimaOrder } from './order.ts';
import { multiply, type LagPolynomial } from './polynomial.ts';
import { conditionalErrors } from './residuals.ts';
import { stationary } from './stationary.ts';

export interface ArimaEstimate {
  readonly order: ArimaOrder;
  /** 1 − Σ φ B^k, both parts multiplied. */
  readonly ar: LagPolynomial;
  /** 1 + Σ θ B^k, both parts multiplied. */
  readonly ma: LagPolynomial;
  /** Of the differenced values; 0 where none is estimated. */
  readonly mean: number;
  /** One-step errors; 0 where they are conditioned on. */
  readonly errors: Float64Array;
  /** Variance of the errors. */
  readonly variance: number;
  /** Akaike's criterion, corrected for few values: less is better. Comparable at equal differencing only. */
  readonly aicc: number;
}

/** What the search of an order may cost, and where it may start. */
export interface EstimateOptions {
  /** Steps that are conditioned on: equal for all orders that are compared. Default: what this order needs. */
  readonly conditionOn?: number;
  /** Evaluations a coefficient. */
  readonly evaluations?: number;
}

const EVALUATIONS = 60;

/** Steps before which an order has no errors of its own. */
export const longestLag = ({ p, seasonalP, season }: ArimaOrder): number => p + seasonalP * season;

/**
 * Coefficients of least conditional squares, stationary and invertible; null where the values are too few for the order.
 */
export function estimateArima(
  order: ArimaOrder,
  values: Float64Array,
  { conditionOn = longestLag(order), evaluations = EVALUATIONS }: EstimateOptions = {},
): ArimaEstimate | null {
  const { p, d, q, seasonalP, seasonalD, seasonalQ, season } = order;
  const differenced = difference(difference(values, season, seasonalD), 1, d);
  const from = Math.max(conditionOn, longestLag(order));
  const used = differenced.length - from;
  const free = countCoefficients(order);
  if (used < free + 3) return null;

  const average = order.mean ? differenced.reduce((sum, value) => sum + value, 0) / differenced.length : 0;
  const unit = Math.sqrt(differenced.reduce((sum, value) => sum + (value - average) ** 2, 0) / differenced.length) || 1;
  const centred = new Float64Array(differenced.length);
  const errors = new Float64Array(differenced.length);
  const read = (point: Float64Array): Pick<ArimaEstimate, 'ar' | 'ma' | 'mean'> => {
    let at = 0;
    const take = (count: number): Float64Array => point.subarray(at, (at += count));
    const negative = (coefficients: Float64Array): Float64Array => coefficients.map((value) => -value);
    return {
      ar: multiply(negative(stationary(take(p))), negative(stationary(take(seasonalP))), season),
      ma: multiply(negative(stationary(take(q))), negative(stationary(take(seasonalQ))), season),
      mean: order.mean ? average + unit * point[at]! : 0,
    };
  };
  const squaresAt = (point: Float64Array): number => {
    const { ar, ma, mean } = read(point);
    for (let i = 0; i < centred.length; i++) centred[i] = differenced[i]! - mean;
    return conditionalErrors(centred, ar, ma, from, errors);
  };
  const { point } = nelderMead(squaresAt, new Float64Array(free), {
    edge: 0.3,
    maxEvaluations: evaluations * (free + 1),
    tolerance: 1e-7,
  });
  const squares = squaresAt(point);
  const likelihoodTerm = used * (Math.log((2 * Math.PI * squares) / used) + 1);
  const known = free + 1;
  return {
    order,
    ...read(point),
    errors: errors.slice(),
    variance: squares / Math.max(1, used - free),
    // Without noise every order is perfect: the simplest that reaches it wins by its fewer coefficients.
    aicc: squares > 0 ? likelihoodTerm + 2 * known + correction(known, used) : -Infinity,
  };
}

const correction = (known: number, used: number): number =>
  used - known - 1 > 0 ? (2 * known * (known + 1)) / (used - known - 1) : Infinity;
