import { formatDuration } from '../config/duration.ts';
import type { Engine, ForecastPoint, StepReport } from '../pipeline/types.ts';
import type { DerivedColumn, DerivedTable } from './derived-table.ts';

type Forecaster = Pick<Engine, 'watches' | 'forecast'>;

export interface ForecastMetricsOptions {
  readonly engine: Forecaster;
  /** Event time between two forecasts of a watch. */
  readonly everyMs?: number;
}

const FORECAST_EVERY_MS = 5 * 60_000;

const PARTS = [
  { key: 'expected', name: 'tidemark.forecast.expected', description: 'What the value should be that far ahead' },
  { key: 'lower', name: 'tidemark.forecast.lower', description: 'Lower limit that far ahead' },
  { key: 'upper', name: 'tidemark.forecast.upper', description: 'Upper limit that far ahead' },
] as const;

/**
 * The forecast's horizons as metrics. Prometheus takes no point of the future, so each carries the time it was made at and
 * says in `horizon` how far it looks; the curve itself is the API's.
 */
export function createForecastMetrics({ engine, everyMs = FORECAST_EVERY_MS }: ForecastMetricsOptions) {
  const lastSlots = new Map<string, number>();

  /** A forecast where one is due after this step, else null. */
  return function forecastAfter({ step }: StepReport): DerivedTable | null {
    const { watch, stepStartMs, stepMs, series, revision } = step;
    const slot = Math.floor(stepStartMs / everyMs);
    if (revision > 0 || lastSlots.get(watch) === slot) return null;
    lastSlots.set(watch, slot);

    const horizonsMs = engine.watches().find(({ name }) => name === watch)?.horizonsMs ?? [];
    if (horizonsMs.length === 0) return null;
    const timesMs = horizonsMs.map((horizonMs) => stepStartMs + stepMs + horizonMs);
    const points = series.map(({ id }) => engine.forecast(id, timesMs));
    return { watch, timeMs: stepStartMs, series, columns: horizonsMs.flatMap((ms, k) => columnsOf(points, k, ms)) };
  };
}

function columnsOf(points: readonly ForecastPoint[][], k: number, horizonMs: number): DerivedColumn[] {
  const horizon = formatDuration(horizonMs);
  return PARTS.map(({ key, name, description }) => ({
    name,
    description,
    horizon,
    values: Float64Array.from(points, (ofSeries) => ofSeries[k]?.[key] ?? NaN),
  }));
}
