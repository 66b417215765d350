import type {
  Attribute,
  Decoded,
  DecodedMetric,
  DecodedMetrics,
  DecodedSpan,
  DecodedTraces,
  ExponentialPoint,
  HistogramPoint,
  NumberPoint,
} from '../intake/otlp/decoded.ts';
import type { PartialBatch, SeriesPartial } from '../series/types.ts';
import type { WatchDefinition } from './watch-source.ts';
import type { Measure } from './watch.ts';

/** Telemetry and watches for tests, with everything that does not matter to them filled in. */

/** A Saturday noon, on the boundary of every step used. */
export const T0 = Date.UTC(2026, 10, 21, 12);
export const MINUTE = 60_000;

export type MeasuredMetric = Exclude<DecodedMetric, { kind: 'other' }>;

type Values = Readonly<Record<string, Attribute['value']>>;

export function attributes(values: Values = {}): Attribute[] {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}

interface When {
  readonly startMs?: number;
  readonly timeMs: number;
  readonly flags?: number;
}

export function numberPoint(value: number, { startMs = 0, timeMs, flags = 0 }: When, values: Values = {}): NumberPoint {
  return { value, startMs, timeMs, flags, attributes: attributes(values) };
}

export function histogramPoint(
  counts: readonly number[],
  { startMs = 0, timeMs, flags = 0 }: When,
  { values = {}, bounds = [0.1, 1], ...rest }: Partial<HistogramPoint> & { readonly values?: Values } = {},
): HistogramPoint {
  const count = counts.reduce((sum, each) => sum + each, 0);
  return {
    counts,
    bounds,
    count,
    sum: count,
    max: NaN,
    startMs,
    timeMs,
    flags,
    attributes: attributes(values),
    ...rest,
  };
}

export function exponentialPoint(point: Partial<ExponentialPoint> & { readonly timeMs: number }): ExponentialPoint {
  const none = { offset: 0, counts: [] };
  const { positive = none, negative = none, zeroCount = 0 } = point;
  const count = [...positive.counts, ...negative.counts].reduce((sum, each) => sum + each, zeroCount);
  return {
    attributes: [],
    startMs: 0,
    flags: 0,
    count,
    sum: NaN,
    max: NaN,
    scale: 0,
    zeroCount,
    zeroThreshold: 0,
    positive,
    negative,
    ...point,
  };
}

export function metricsOf(resource: Values, ...metrics: readonly DecodedMetric[]): DecodedMetrics {
  return decoded(resource, metrics);
}

type OfKind<Kind extends MeasuredMetric['kind']> = Omit<Extract<MeasuredMetric, { kind: Kind }>, 'name' | 'unit'>;

/** The metric `orders`, of any kind. */
export function orders(
  data: OfKind<'gauge'> | OfKind<'sum'> | OfKind<'histogram'> | OfKind<'exponential'>,
): MeasuredMetric {
  return { name: 'orders', unit: '', ...data };
}

export function counter(
  points: readonly NumberPoint[],
  temporality: 'delta' | 'cumulative' = 'cumulative',
): DecodedMetric {
  return { name: 'orders', unit: '', kind: 'sum', temporality, monotonic: true, points };
}

export function tracesOf(resource: Values, ...spans: readonly DecodedSpan[]): DecodedTraces {
  return decoded(resource, spans);
}

export function serverSpan(
  endMs: number,
  values: Values,
  { durationMs = 100, status = 0, kind = 2 } = {},
): DecodedSpan {
  return { kind, startMs: endMs - durationMs, endMs, status, attributes: attributes(values) };
}

export function decoded<Item>(resource: Values, items: readonly Item[]): Decoded<Item> {
  return {
    resources: [{ attributes: attributes(resource), scopes: [{ name: 'test', version: '', items }] }],
    malformed: { count: 0, message: '' },
  };
}

/** A named watch on the metric `orders`. */
export function ordersWatch(measure: Measure = 'rate', rest: Partial<WatchDefinition> = {}): WatchDefinition {
  return {
    name: 'orders',
    description: '',
    unit: '',
    origin: 'config',
    measure,
    quantiles: measure === 'quantiles' ? [0.5] : [],
    groupBy: [[]],
    stepMs: MINUTE,
    direction: 'both',
    falseAlarmsPerWeek: 1,
    minChange: { absolute: 0, relative: 0 },
    timezone: 'UTC',
    nonNegative: true,
    countUnit: 0,
    horizonsMs: [],
    source: { kind: 'otlp-metric', metric: 'orders', where: [] },
    ...rest,
  };
}

/** `watch{label=value,…}@minutes after T0` → the partial's aggregate without its kind, for comparing at a glance. */
export function summarise(batch: PartialBatch): Record<string, unknown> {
  return Object.fromEntries(batch.partials.map((partial) => [nameOf(partial), valueOf(partial)]));
}

function nameOf({ watch, labels, stepStartMs }: SeriesPartial): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return `${watch}{${pairs.join()}}@${(stepStartMs - T0) / MINUTE}`;
}

function valueOf({ aggregate }: SeriesPartial): unknown {
  switch (aggregate.kind) {
    case 'sum':
      return aggregate.sum;
    case 'ratio':
      return `${aggregate.numerator}/${aggregate.denominator}`;
    case 'mean':
      return `${aggregate.sum}/${aggregate.count}`;
    case 'last':
    case 'max':
      return aggregate.value;
    case 'histogram':
      return aggregate.counts.map((count, i) => `(${aggregate.lowers[i]},${aggregate.uppers[i]}]:${count}`).join(' ');
  }
}
