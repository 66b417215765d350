import type { MetricEntry } from './entry.ts';

/** What goes out, and to the store. */
export const DELIVERY_METRICS = {
  'tidemark.delivery.requests': {
    kind: 'counter',
    unit: '{request}',
    description: 'OTLP requests with derived metrics, by how they ended',
    attributes: { outcome: 'exported, rejected (a permanent refusal, not retried) or retried' },
  },
  'tidemark.delivery.points': {
    kind: 'counter',
    unit: '{point}',
    description: 'Derived points, by what became of them',
    attributes: { outcome: 'exported or dropped', reason: 'queue_full, rejected or closed; empty when exported' },
  },
  'tidemark.delivery.queue.size': {
    kind: 'gauge',
    unit: '{request}',
    description: 'Requests with derived metrics that wait to be sent',
    attributes: {},
  },
  'tidemark.delivery.series.omitted': {
    kind: 'gauge',
    unit: '{series}',
    description: 'Series over export.max_series or storage.max_series: scored, but not given out or not stored',
    attributes: { channel: 'otlp, scrape or store' },
  },
  'tidemark.store.write.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Time of one write to the database',
    attributes: { operation: 'steps, incident, models, prune, watch, forecast or warning' },
  },
  'tidemark.store.write.failures': {
    kind: 'counter',
    unit: '{write}',
    description: 'Writes that the database did not take (a full disk, for one)',
    attributes: { operation: 'steps, incident, models, prune, watch, forecast or warning' },
  },
} as const satisfies Record<string, MetricEntry>;
