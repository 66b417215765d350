import type { WatchDefinition } from '../../src/measure/watch-source.ts';

/** The requests' counter, a rate by route: a thousand streams in fifty series, as a dashboard would show them. */
export const ORDERS_BY_ROUTE: WatchDefinition = {
  name: 'orders',
  description: '',
  unit: '',
  origin: 'config',
  measure: 'rate',
  quantiles: [],
  groupBy: [['http.route']],
  stepMs: 60_000,
  direction: 'both',
  falseAlarmsPerWeek: 1,
  minChange: { absolute: 0, relative: 0 },
  timezone: 'UTC',
  nonNegative: true,
  countUnit: 0,
  horizonsMs: [],
  source: { kind: 'otlp-metric', metric: 'shop.orders', where: [] },
};
