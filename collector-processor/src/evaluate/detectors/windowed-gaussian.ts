import type { EvaluatedDetector } from '../types.ts';
import { columnRun } from './column-run.ts';

const WINDOW = 6400;
/** The full window moves on by so many values at a time. */
const STRIDE = 100;
const LEAST_DEVIATION = 1e-6;
const LIMIT_DEVIATIONS = 3;
const FLOAT_BYTES = 8;

/**
 * NAB's plain streaming detector: how improbable a value is by the mean and standard deviation of the window before it.
 * In deviations instead of probabilities, which ranks alike and does not run out of digits.
 */
export const windowedGaussian: EvaluatedDetector = {
  run: (series) =>
    columnRun(series, (WINDOW + STRIDE) * FLOAT_BYTES, () => {
      const window: number[] = [];
      const pending: number[] = [];
      let [mean, deviation] = [0, 1];
      // Sums from the first value on, not from 0: squares of large levels would swallow the variance.
      let [origin, sum, squares] = [NaN, 0, 0];
      const update = (): void => {
        mean = origin + sum / window.length;
        const variance = squares / window.length - (sum / window.length) ** 2;
        deviation = variance > LEAST_DEVIATION ** 2 ? Math.sqrt(variance) : LEAST_DEVIATION;
      };
      const take = (value: number, sign: 1 | -1): void => {
        sum += sign * (value - origin);
        squares += sign * (value - origin) ** 2;
      };
      return series.values.map((value) => {
        if (value !== value) return NaN;
        const score = window.length === 0 ? 0 : Math.abs(value - mean) / deviation / LIMIT_DEVIATIONS;
        if (window.length === 0) origin = value;
        if (window.length < WINDOW) {
          window.push(value);
          take(value, 1);
          update();
          return score;
        }
        pending.push(value);
        if (pending.length === STRIDE) {
          for (const old of window.splice(0, STRIDE)) take(old, -1);
          for (const fresh of pending) take(fresh, 1);
          window.push(...pending.splice(0));
          update();
        }
        return score;
      });
    }),
};
