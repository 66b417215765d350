/**
 * Tidemark's own metrics, as data: the SDK's instruments, docs/telemetry.md and the types of `Telemetry` are all made from
 * this table. Names are OpenTelemetry's; Prometheus sees them with underscores, the unit and `_total` appended.
 */
export interface MetricEntry {
  /** counter: a running total. histogram: a distribution. gauge: a value read when someone collects. */
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** UCUM, `{thing}` for counts of things. */
  readonly unit: string;
  readonly description: string;
  /** Attribute → what it says. */
  readonly attributes: Readonly<Record<string, string>>;
}

const OUTCOME = 'accepted or refused';

export const METRICS = {
  'tidemark.intake.requests': {
    kind: 'counter',
    unit: '{request}',
    description: 'OTLP requests answered',
    attributes: {
      signal: 'metrics, traces, logs or unknown',
      status: 'HTTP status of the answer',
      error: 'why nothing of it was taken, by its code (docs/errors.md); empty when it was',
    },
  },
  'tidemark.intake.points': {
    kind: 'counter',
    unit: '{point}',
    description: 'Data points, spans and log records received, by what became of them',
    attributes: {
      signal: 'metrics, traces, logs or unknown',
      outcome: OUTCOME,
      reason: 'why it was refused; empty when accepted',
    },
  },
  'tidemark.intake.partials': {
    kind: 'counter',
    unit: '{partial}',
    description: 'Contributions to steps, by what became of them',
    attributes: {
      outcome: OUTCOME,
      reason:
        'late, future, overflow or token_overflow (its token has all the series it may have); empty when accepted',
      token: 'of overflow: the name of a token whose series are limited; else empty',
    },
  },
  'tidemark.engine.steps': {
    kind: 'counter',
    unit: '{step}',
    description: 'Steps closed',
    attributes: { watch: 'name of the watch' },
  },
  'tidemark.engine.revisions': {
    kind: 'counter',
    unit: '{step}',
    description: 'Closed steps revised by a late point within the grace',
    attributes: { watch: 'name of the watch' },
  },
  'tidemark.engine.advance.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Time to close and score what was due',
    attributes: {},
  },
  'tidemark.engine.series': {
    kind: 'gauge',
    unit: '{series}',
    description: 'Live series',
    attributes: { watch: 'name of the watch' },
  },
  'tidemark.intake.streams': {
    kind: 'gauge',
    unit: '{stream}',
    description: 'Streams whose last cumulative value is remembered',
    attributes: {},
  },
  'tidemark.incidents.open': {
    kind: 'gauge',
    unit: '{incident}',
    description: 'Incidents open now',
    attributes: {},
  },
  'tidemark.incidents.opened': {
    kind: 'counter',
    unit: '{incident}',
    description: 'Incidents opened, by the class they opened with',
    attributes: {
      watch: 'name of the watch',
      class: 'spike, drop, drop_to_zero, absent, level_shift, drift or variance',
    },
  },
  'tidemark.incidents.detection.delay': {
    kind: 'histogram',
    unit: 's',
    description: 'From the first step of an incident until the end of the step that opened it',
    attributes: { watch: 'name of the watch' },
  },
  'tidemark.incidents.verdicts': {
    kind: 'counter',
    unit: '{verdict}',
    description: 'Verdicts given by people',
    attributes: { verdict: 'real, false_alarm or expected' },
  },
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
  'tidemark.forecast.made': {
    kind: 'counter',
    unit: '{forecast}',
    description: 'Forecasts of hours and days ahead, by how their making ended',
    attributes: { watch: 'name of the watch', outcome: 'done, failed or refused' },
  },
  'tidemark.forecast.due': {
    kind: 'gauge',
    unit: '{series}',
    description: 'Series whose forecast is older than an hour: more than forecast.series_per_hour stays behind',
    attributes: {},
  },
  'tidemark.forecast.series': {
    kind: 'gauge',
    unit: '{series}',
    description: 'Series whose turn to be forecast has come at least once, and that are not gone',
    attributes: {},
  },
  'tidemark.forecast.cpu': {
    kind: 'histogram',
    unit: 's',
    description: 'CPU time of one forecast on its worker thread',
    attributes: {},
  },
  'tidemark.maintenance.open': {
    kind: 'gauge',
    unit: '{warning}',
    description: 'Warnings of limits that will be reached, open now',
    attributes: {},
  },
  'tidemark.maintenance.warnings': {
    kind: 'counter',
    unit: '{warning}',
    description: 'What became of warnings of limits',
    attributes: {
      watch: 'name of the watch',
      event: 'opened, reached (it came true), withdrawn or expired (nobody asks any more)',
    },
  },
  'tidemark.degradation.open': {
    kind: 'gauge',
    unit: '{warning}',
    description: 'Series that have become worse than their load explains, now',
    attributes: {},
  },
  'tidemark.degradation.warnings': {
    kind: 'counter',
    unit: '{warning}',
    description: 'What became of warnings of series that are worse than their load explains',
    attributes: {
      watch: 'name of the watch',
      event: 'opened, recovered, settled (it stayed as it became) or expired (nobody asks any more)',
    },
  },
  'tidemark.learn.jobs': {
    kind: 'counter',
    unit: '{job}',
    description: 'Trainings of the models of a series, by how they ended',
    attributes: {
      watch: 'name of the watch',
      due: 'first, night, steps or drift',
      outcome: 'done, error, crashed, timed_out, queue_full, already_waiting or closed',
    },
  },
  'tidemark.learn.versions': {
    kind: 'counter',
    unit: '{model}',
    description: 'Trained models, by whether they went live',
    attributes: { watch: 'name of the watch', outcome: 'promoted, or kept_before: an earlier version did better' },
  },
  'tidemark.learn.duration': { kind: 'histogram', unit: 's', description: 'Time of a training', attributes: {} },
  'tidemark.learn.cpu.time': {
    kind: 'counter',
    unit: 's',
    description: 'Processor time that trainings took',
    attributes: { watch: 'name of the watch' },
  },
  'tidemark.learn.queue.size': {
    kind: 'gauge',
    unit: '{job}',
    description: 'Trainings that wait',
    attributes: {},
  },
  'tidemark.learn.series': {
    kind: 'gauge',
    unit: '{series}',
    description: 'Series of watches with models, by what scores them',
    attributes: { detector: 'tide, a model, or several joined by +' },
  },
  'tidemark.checkpoint.age': {
    kind: 'gauge',
    unit: 's',
    description: 'Time since the last checkpoint: what a restart has to do again out of the journal',
    attributes: {},
  },
  'tidemark.checkpoint.size': { kind: 'gauge', unit: 'By', description: 'Size of the last checkpoint', attributes: {} },
  'tidemark.checkpoint.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Time to write a checkpoint',
    attributes: {},
  },
  'tidemark.checkpoint.pause': {
    kind: 'histogram',
    unit: 's',
    description: 'Of a checkpoint, the time for which commands waited until all of it was lent',
    attributes: {},
  },
  'tidemark.checkpoint.failures': {
    kind: 'counter',
    unit: '{checkpoint}',
    description: 'Checkpoints that could not be written',
    attributes: {},
  },
  'tidemark.journal.size': { kind: 'gauge', unit: 'By', description: 'Size of the journal on disk', attributes: {} },
  'tidemark.journal.written': {
    kind: 'counter',
    unit: 'By',
    description: 'Bytes of commands written to the journal',
    attributes: { kind: 'otlp, advance, pulled, verdict, put, remove or install' },
  },
  'tidemark.journal.records': {
    kind: 'counter',
    unit: '{record}',
    description: 'Commands for the journal, by what became of them',
    attributes: { kind: 'otlp, advance, pulled, verdict, put, remove or install', outcome: 'written or refused' },
  },
  'tidemark.journal.lag': {
    kind: 'gauge',
    unit: '{record}',
    description: 'Commands that are on their way into the journal, or in it and not done yet',
    attributes: {},
  },
  'tidemark.journal.fsync.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Time for the disk to confirm what was written to the journal',
    attributes: {},
  },
  'tidemark.journal.failures': {
    kind: 'counter',
    unit: '{write}',
    description: 'Writes that the disk did not take (full, read-only, broken); their senders are told to come again',
    attributes: {},
  },
  'tidemark.journal.damage': {
    kind: 'counter',
    unit: 'By',
    description: 'Bytes of the journal that no record could be read from at the start',
    attributes: { torn: 'true: the end of a write that a crash cut off; false: damage' },
  },
  'tidemark.journal.missing': {
    kind: 'counter',
    unit: '{record}',
    description: 'Records that were missing from the journal at the start',
    attributes: {},
  },
  'tidemark.recovery.duration': {
    kind: 'gauge',
    unit: 's',
    description: 'How long the last start took to know again what was known',
    attributes: {},
  },
  'tidemark.recovery.records': {
    kind: 'gauge',
    unit: '{record}',
    description: 'Commands that the last start did again out of the journal',
    attributes: {},
  },
  'http.server.request.duration': {
    kind: 'histogram',
    unit: 's',
    description: "Duration of the API's requests",
    attributes: {
      'http.request.method': 'GET, POST, …',
      'http.route': 'the route as the contract has it',
      'http.response.status_code': 'HTTP status of the answer',
    },
  },
  'nodejs.eventloop.delay.p99': {
    kind: 'gauge',
    unit: 's',
    description: '99th percentile of the event loop delay over about the last minute',
    attributes: {},
  },
  'process.memory.usage': { kind: 'gauge', unit: 'By', description: 'Resident memory of the process', attributes: {} },
} as const satisfies Record<string, MetricEntry>;

type NamesOf<Kind extends MetricEntry['kind']> = {
  [Name in keyof typeof METRICS]: (typeof METRICS)[Name]['kind'] extends Kind ? Name : never;
}[keyof typeof METRICS];

export type CounterName = NamesOf<'counter'>;
export type HistogramName = NamesOf<'histogram'>;
export type GaugeName = NamesOf<'gauge'>;

/** Seconds; from a fast in-memory pass to a request that gave up. */
export const DURATION_BUCKETS_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
