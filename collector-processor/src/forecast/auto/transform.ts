import { quantileOf, sortedFinite } from '../../detect/learned/quantile.ts';

/** Between the values and the scale on which a model is linear and its errors even. Both ways are increasing. */
export interface Transform {
  /** Whether a difference on the scale is a ratio of values. */
  readonly logarithmic: boolean;
  forward(value: number): number;
  inverse(z: number): number;
}

/** Deviations from the middle up to so many spreads stay nearly linear; beyond, they are compressed. */
const LINEAR_SPREADS = 10;
/** The inverse of what lies beyond is of no use to anybody, and would overflow. */
const MOST_Z = 350;
/** Of values below one, the unit that the logarithm starts from is this share of their mean. */
const UNIT_OF_MEAN = 0.25;

/**
 * The logarithm of what cannot be negative (traffic is multiplicative: M4 Hourly's sMAPE is 1.5 better on it), else
 * the inverse hyperbolic sine, which is linear for usual values and bounds the pull of wild ones.
 *
 * @param values NaN = missing; at least one is finite
 */
export function transformOf(values: Float64Array): Transform {
  const sorted = sortedFinite(values);
  if (sorted[0]! >= 0) {
    const whole = sorted.every((value) => Number.isInteger(value));
    const mean = sorted.reduce((sum, value) => sum + value / sorted.length, 0);
    const unit = whole || mean === 0 ? 1 : Math.min(1, UNIT_OF_MEAN * mean);
    return {
      logarithmic: true,
      forward: (value) => Math.log1p(value / unit),
      inverse: (z) => unit * Math.expm1(Math.min(MOST_Z, z)),
    };
  }
  const middle = quantileOf(sorted, 0.5);
  const spread = quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25);
  const scale = LINEAR_SPREADS * (spread || Math.abs(middle) || 1);
  return {
    logarithmic: false,
    forward: (value) => Math.asinh((value - middle) / scale),
    inverse: (z) => middle + scale * Math.sinh(Math.min(MOST_Z, Math.max(-MOST_Z, z))),
  };
}
