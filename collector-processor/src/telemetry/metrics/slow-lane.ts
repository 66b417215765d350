import type { MetricEntry } from './entry.ts';

/** Forecasts, warnings and learned models. */
export const SLOW_LANE_METRICS = {
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
} as const satisfies Record<string, MetricEntry>;
