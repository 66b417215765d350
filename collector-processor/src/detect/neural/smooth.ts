/** Errors further back weigh next to nothing: 0.7¹² is 1.4 %. */
export const SMOOTHING_STEPS = 12;

/**
 * Exponentially weighted mean of the errors of the last steps (Hundman et al. 2018): a single unlucky step counts less, a
 * deviation that lasts counts more. Steps without an error weigh nothing and have no mean. Each mean is summed anew, so
 * that it does not depend on where the columns start.
 */
export function smooth(errors: Float64Array, newestWeight: number): Float64Array {
  return errors.map((newest, step) => {
    if (Number.isNaN(newest)) return NaN;
    let sum = 0;
    let weights = 0;
    let weight = 1;
    for (let i = step; i >= 0 && i > step - SMOOTHING_STEPS; i--) {
      const error = errors[i]!;
      if (!Number.isNaN(error)) {
        sum += weight * error;
        weights += weight;
      }
      weight *= 1 - newestWeight;
    }
    return sum / weights;
  });
}
