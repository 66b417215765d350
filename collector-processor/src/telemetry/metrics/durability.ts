import type { MetricEntry } from './entry.ts';

/** Checkpoints, the journal and recovery. */
export const DURABILITY_METRICS = {
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
} as const satisfies Record<string, MetricEntry>;
