import { createCivilClock } from '../civil-time.ts';
import type { LearnedFeatures, LearnedMeasure } from '../learned/features.ts';
import { compressed } from '../learned/robust-scale.ts';
import { carryForward } from '../learned/rolling.ts';
import { hoursOf, profileAt, type SeasonKind } from '../learned/season-profile.ts';
import type { SeriesColumns } from '../learned/types.ts';
import { MAX_MAGNITUDE } from '../types.ts';

/**
 * Spreads. What lies further out is read as this far: an anomaly in the window should move what is expected of the next
 * steps no more than a usual deviation does. What is seen is not bounded, so the error shows it in full.
 */
const INPUT_BOUND = 3;

/** What networks read and foretell, a row a step. */
export interface NeuralColumns {
  readonly steps: number;
  /** Measures of the service: the series' own value first, then its companions. */
  readonly measures: number;
  /** Numbers of an input row: the measures, then the time of the day and of the week. */
  readonly width: number;
  /** Gaps closed, far values bounded; NaN in the row's first entry where the gap is too long for that. */
  readonly inputs: Float32Array;
  /** `measures` numbers a step: spreads from what is usual at its time; NaN = absent. */
  readonly actual: Float32Array;
}

/** The time columns that a season gives: only of seasons that were seen. */
const PERIODS_HOURS: Readonly<Record<SeasonKind, readonly number[]>> = { none: [], day: [24], week: [24, 168] };

/** Numbers of an input row. */
export function inputWidth({ measures, season }: LearnedFeatures): number {
  return measures.length + 2 * PERIODS_HOURS[season].length;
}

/**
 * What turns series into columns; keeps the clock of the time zone, which is costly to make.
 *
 * A gap of at most `features.rollingSteps` steps is closed with the last value before it (the distance from usual, not
 * the value itself); a longer one is not. A companion's gap is closed with the usual value, whatever its length.
 *
 * @throws RangeError, from the function returned, when the step is not the one that was learned from
 */
export function createColumnReader(features: LearnedFeatures): (columns: SeriesColumns) => NeuralColumns {
  const clock = createCivilClock(features.timezone);
  const measures = features.measures.length;
  const width = inputWidth(features);

  return (columns) => {
    if (columns.stepMs !== features.stepMs) {
      throw new RangeError(`The model was trained at steps of ${features.stepMs} ms; given are ${columns.stepMs} ms`);
    }
    const steps = columns.values.length;
    const hours = hoursOf(clock, columns.startMs, columns.stepMs, steps);
    const inputs = new Float32Array(steps * width);
    const actual = new Float32Array(steps * measures);

    features.measures.forEach((measure, index) => {
      const own = index === 0;
      const given = own ? columns.values : columns.companions?.[measure.name];
      const difference = seasonDifference(measure, given, hours);
      const filled = own ? carryForward(difference, features.rollingSteps) : difference.map((entry) => entry || 0);
      for (let i = 0; i < steps; i++) {
        actual[i * measures + index] = difference[i]!;
        inputs[i * width + index] = Math.max(-INPUT_BOUND, Math.min(INPUT_BOUND, filled[i]!));
      }
    });
    PERIODS_HOURS[features.season].forEach((period, index) => {
      const at = measures + 2 * index;
      for (let i = 0; i < steps; i++) {
        const angle = (2 * Math.PI * hours[i]!) / period;
        inputs[i * width + at] = Math.sin(angle);
        inputs[i * width + at + 1] = Math.cos(angle);
      }
    });
    return { steps, measures, width, inputs, actual };
  };
}

/** Each value as spreads from what is usual at its time, far ones compressed; NaN where it is absent. */
function seasonDifference(
  { profile }: LearnedMeasure,
  values: Float64Array | undefined,
  hours: Float64Array,
): Float64Array {
  const { centre, spread } = profileAt(profile, hours);
  return hours.map((_, i) => {
    const value = values?.[i] ?? NaN;
    if (!Number.isFinite(value)) return NaN;
    const bounded = Math.max(-MAX_MAGNITUDE, Math.min(MAX_MAGNITUDE, value));
    return compressed((bounded - centre[i]!) / spread[i]!);
  });
}
