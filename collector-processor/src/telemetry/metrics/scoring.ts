import type { MetricEntry } from './entry.ts';

/** Steps, series and incidents. */
export const SCORING_METRICS = {
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
} as const satisfies Record<string, MetricEntry>;
