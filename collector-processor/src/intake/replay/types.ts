import type { WatchTuning } from '../../config/settings.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import type { PartialBatch } from '../../series/types.ts';
import type { Refusals } from './refusals.ts';

export type ReplayFormat = 'csv' | 'otlp' | 'access-log';

/** What a replay file holds, whichever format it came in. */
export interface ReplaySource {
  readonly format: ReplayFormat;
  readonly watches: readonly WatchSettings[];
  /** What was detected rather than told, one sentence each, for the person who runs it. */
  readonly notes: readonly string[];
  /** In event time; to be read once. */
  readonly batches: AsyncIterable<PartialBatch>;
  /** Grows while `batches` is read. */
  readonly counts: ReplayCounts;
  readonly refusals: Refusals;
}

export interface ReplayCounts {
  /** CSV rows, OTLP lines or lines of an access log read, bad ones included. */
  records: number;
  /** Contributions handed on. */
  points: number;
  /** Points that no watch selects. */
  unwatched: number;
}

/** How a watch is tuned that only the file names; a step given here is not detected. */
export type TuningOf = (watch: string) => Omit<WatchTuning, 'stepMs'> & { readonly stepMs: number | null };

export type OnProgress = (progress: {
  readonly what: string;
  readonly done: number;
  readonly total: number | null;
}) => void;
