import { seasonsOf } from '../../forecast/season.ts';
import type { Forecaster } from '../../forecast/types.ts';
import { LEVEL, measure, seasonalScale } from './measures.ts';
import { naive2 } from './naive2.ts';
import type { Curve, ForecastCase, ForecastResult } from './types.ts';

/** So much of the history is drawn, in horizons. */
const DRAWN_HORIZONS = 2;

/** Forecasts one case with one model and measures what it said against what came. */
export function evaluateCase(from: ForecastCase, forecaster: Forecaster, model: string): ForecastResult {
  const { dataset, series, stepMs, startMs, history, actual, reference } = from;
  const season = seasonsOf(stepMs).short;
  const scale = seasonalScale(reference, season);
  const began = process.threadCpuUsage();
  const nonNegative = history.every((value) => !(value < 0));
  const fitted = forecaster.fit({ values: history, stepMs, startMs, timezone: 'UTC', nonNegative });
  const forecast = fitted.predict(actual.length, [LEVEL]);
  const { user, system } = process.threadCpuUsage(began);
  const expected = naive2(withoutGaps(reference), season, actual.length);
  const { smape, mase } = measure(
    { expected, intervals: [{ level: LEVEL, lower: expected, upper: expected }] },
    actual,
    scale,
  );
  return {
    ...{ dataset, series, model, fallback: fitted.fallback },
    measures: measure(forecast, actual, scale),
    naive2: { smape, mase },
    seconds: (user + system) / 1e6,
    curve: curveOf(from, forecast.expected, forecast.intervals[0]!),
  };
}

/** The last value stands where one is missing. */
function withoutGaps(values: Float64Array): Float64Array {
  let last = values.find((value) => value === value) ?? 0;
  return values.map((value) => (last = value === value ? value : last));
}

function curveOf(
  { history, actual, startMs, stepMs }: ForecastCase,
  expected: Float64Array,
  { lower, upper }: { readonly lower: Float64Array; readonly upper: Float64Array },
): Curve {
  const drawn = Math.max(0, history.length - DRAWN_HORIZONS * actual.length);
  return {
    startMs: startMs + drawn * stepMs,
    stepMs,
    past: Float32Array.from(history.subarray(drawn)),
    actual: Float32Array.from(actual),
    expected: Float32Array.from(expected),
    lower: Float32Array.from(lower),
    upper: Float32Array.from(upper),
  };
}
