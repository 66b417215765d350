import type { Seasons } from '../season.ts';
import { civilPlaces, onPlaces } from './civil-grid.ts';
import { cleanSeries } from './clean.ts';
import { atNewLevel, findLevelShift } from './level-shift.ts';
import { learnModel, type Model } from './model.ts';

/** When a series began and whose clocks its seasons follow. */
export interface Timing {
  readonly startMs: number;
  readonly stepMs: number;
  readonly timezone: string;
}

export interface SteadyModel extends Model {
  /** The history as it was learned from: cleaned, and at its present level throughout. A value a step. */
  readonly learned: Float64Array;
}

/**
 * Learns a series that is neither clean nor steady: in civil time, at its new level where it shifted, without gaps and
 * wild values.
 *
 * @param z on the model's scale, NaN = missing
 */
export function learnSteadyModel(z: Float64Array, seasons: Seasons, logarithmic: boolean, timing: Timing): SteadyModel {
  const n = z.length;
  const places = civilPlaces(timing, n);
  const civil = places === null ? z : onPlaces(z, places);
  const shift = findLevelShift(civil, seasons, logarithmic);
  const clean = cleanSeries(atNewLevel(civil, shift), seasons, logarithmic);
  const model = learnModel(clean, seasons);
  return {
    learned: places === null ? clean.z : Float64Array.from(places, (place) => clean.z[place]!),
    predict(horizon) {
      const ahead = civilPlaces(timing, n + horizon);
      if (ahead === null) return model.predict(horizon);
      const now = ahead[n - 1]!;
      const path = model.predict(Math.max(1, ahead[n + horizon - 1]! - now));
      // An hour that the clock shows again is forecast as it was the first time.
      const stepOf = (h: number): number => Math.max(0, ahead[n + h]! - now - 1);
      return {
        middle: Float64Array.from({ length: horizon }, (_, h) => path.middle[stepOf(h)]!),
        deviation: Float64Array.from({ length: horizon }, (_, h) => path.deviation[stepOf(h)]!),
      };
    },
  };
}
