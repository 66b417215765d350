import { ordersWatch } from '../../src/measure/test-telemetry.ts';

/** The requests' counter, a rate by route: a thousand streams in fifty series, as a dashboard would show them. */
export const ORDERS_BY_ROUTE = ordersWatch('rate', {
  groupBy: [['http.route']],
  source: { kind: 'otlp-metric', metric: 'shop.orders', where: [] },
});
