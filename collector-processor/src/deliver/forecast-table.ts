import { formatDuration } from '../config/duration.ts';
import type { ExportPolicy } from '../config/settings.ts';
import { NEAR_MS, type ForecastLane } from '../forecast/lane/lane.ts';
import { loadOf } from '../maintenance/degradation/load-of.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Engine, StepReport } from '../pipeline/types.ts';
import type { SeriesRef } from '../series/types.ts';
import type { DerivedColumn, DerivedTable } from './derived-table.ts';
import { limitColumns } from './limit-columns.ts';

export interface ForecastMetricsOptions {
  readonly engine: Pick<Engine, 'watches' | 'forecast'>;
  /** Forecasts of hours and days ahead; null: the expectation carried forward stands for all horizons. */
  readonly lane: Pick<ForecastLane, 'pointOf' | 'accuracyOf' | 'outlookOf'> | null;
  /** By what share a series is worse than it was at the same load; absent: nobody looks. */
  readonly degradedBy?: (series: SeriesRef) => number;
  /** Only `all` gives forecasts out: otherwise none is made here. */
  readonly policy: ExportPolicy;
  /** Event time between two forecasts of a watch. */
  readonly everyMs?: number;
}

const FORECAST_EVERY_MS = 5 * 60_000;
/** An accuracy of fewer comparisons is chance. */
const MIN_COMPARED = 24;

const PARTS = [
  { key: 'expected', name: 'tidemark.forecast.expected', description: 'What the value should be that far ahead' },
  { key: 'lower', name: 'tidemark.forecast.lower', description: 'Lower limit that far ahead' },
  { key: 'upper', name: 'tidemark.forecast.upper', description: 'Upper limit that far ahead' },
] as const;

const ACCURACY = [
  {
    key: 'smape',
    name: 'tidemark.forecast.smape',
    description: 'How far forecasts of the last week were off, symmetric mean absolute percentage error, 0 to 200',
  },
  {
    key: 'coverage',
    name: 'tidemark.forecast.coverage',
    description: 'Share of the last week that came to lie between lower and upper; 0.95 is right',
  },
] as const;

/**
 * The forecast's horizons as metrics. Prometheus takes no point of the future, so each carries the time it was made at and
 * says in `horizon` how far it looks; the curve itself is the API's. Beside them how good such forecasts were, and when
 * limits will be reached.
 */
export function createForecastMetrics(options: ForecastMetricsOptions) {
  const { engine, lane, degradedBy, policy, everyMs = FORECAST_EVERY_MS } = options;
  const lastSlots = new Map<string, number>();

  /** A forecast where one is due after this step, else null. */
  return function forecastAfter({ step }: StepReport): DerivedTable | null {
    const { watch: name, stepStartMs, stepMs, part, series, revision } = step;
    const slot = Math.floor(stepStartMs / everyMs);
    const key = `${part}/${name}`;
    if (revision > 0 || lastSlots.get(key) === slot) return null;
    lastSlots.set(key, slot);

    const watch = engine.watches().find((one) => one.name === name);
    if (watch === undefined) return null;
    const endMs = stepStartMs + stepMs;
    const horizonsMs = policy === 'all' ? watch.horizonsMs : [];
    const columns = [
      ...horizonsMs.flatMap((horizonMs) => horizonColumns(series, horizonMs, endMs + horizonMs)),
      ...accuracyColumns(series, horizonsMs),
      ...limitColumnsOf(watch, series, endMs),
      ...degradationColumns(watch, series),
    ];
    return columns.length === 0 ? null : { watch: name, timeMs: stepStartMs, part, series, columns };
  };

  function horizonColumns(series: readonly SeriesRef[], horizonMs: number, timeMs: number): DerivedColumn[] {
    const points = series.map(
      (one) => (horizonMs < NEAR_MS ? null : lane?.pointOf(one, timeMs)) ?? engine.forecast(one.id, [timeMs])[0],
    );
    const attributes = { horizon: formatDuration(horizonMs) };
    return PARTS.map(({ key, name, description }) => ({
      ...{ name, description, attributes },
      values: Float64Array.from(points, (point) => point?.[key] ?? NaN),
    }));
  }

  function accuracyColumns(series: readonly SeriesRef[], horizonsMs: readonly number[]): DerivedColumn[] {
    if (lane === null) return [];
    if (horizonsMs.length === 0) return [];
    const known = series.map((one) => lane.accuracyOf(one));
    return horizonsMs.flatMap((horizonMs) => {
      const attributes = { horizon: formatDuration(horizonMs) };
      const ofHorizon = known.map((all) => all.find((one) => one.horizonMs === horizonMs && one.count >= MIN_COMPARED));
      if (ofHorizon.every((one) => one === undefined)) return [];
      return ACCURACY.map(({ key, name, description }) => ({
        ...{ name, description, attributes },
        values: Float64Array.from(ofHorizon, (one) => one?.[key] ?? NaN),
      }));
    });
  }

  function degradationColumns(watch: WatchSettings, series: readonly SeriesRef[]): DerivedColumn[] {
    if (degradedBy === undefined || watch.load === undefined) return [];
    return [
      {
        name: 'tidemark.degradation',
        description: 'By what share it is worse than it was at the same load; 0 where nothing is told of it',
        always: true,
        values: Float64Array.from(series, (one) => (loadOf(watch, one.labels) === null ? NaN : degradedBy(one))),
      },
    ];
  }

  function limitColumnsOf({ limit }: WatchSettings, series: readonly SeriesRef[], nowMs: number): DerivedColumn[] {
    if (lane === null || limit === undefined) return [];
    return limitColumns(
      limit,
      series.map((one) => lane.outlookOf(one)),
      nowMs,
    );
  }
}
