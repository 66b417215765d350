import type { MetricEntry } from './entry.ts';

/** What is asked for, certificates, and how watches stand. */
export const SOURCE_METRICS = {
  'tidemark.source.requests': {
    kind: 'counter',
    unit: '{request}',
    description: 'Queries sent to a Prometheus, by how they ended',
    attributes: { source: 'name of the source', outcome: 'ok, failed, too_much or refused' },
  },
  'tidemark.source.request.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Time until a Prometheus answered a query',
    attributes: { source: 'name of the source' },
  },
  'tidemark.source.available': {
    kind: 'gauge',
    unit: '{source}',
    description: '1 while the source answers, 0 while it does not',
    attributes: { source: 'name of the source' },
  },
  'tidemark.tls.certificate.remaining': {
    kind: 'gauge',
    unit: 's',
    description: 'Until the certificate in use ends; below zero it has',
    attributes: { listener: 'otlp or api' },
  },
  'tidemark.watch.lag': {
    kind: 'gauge',
    unit: 's',
    description: 'From the end of the newest scored step until now; grows where a source or a sender is silent',
    attributes: { watch: 'name of the watch' },
  },
  'tidemark.watch.learning': {
    kind: 'gauge',
    unit: '{series}',
    description: 'Series that have too little history to alarm',
    attributes: { watch: 'name of the watch' },
  },
  'tidemark.watch.muted': {
    kind: 'gauge',
    unit: '{watch}',
    description: '1 while a watch is muted, else 0',
    attributes: { watch: 'name of the watch' },
  },
} as const satisfies Record<string, MetricEntry>;
