import type { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Labels } from '../../series/types.ts';

/** One series of an answer: entry i of both columns belongs together. Only finite values; a time without one is not there. */
export interface MatrixSeries {
  readonly labels: Labels;
  /** Milliseconds since the epoch, increasing. */
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
}

export interface RangeRequest {
  readonly expr: string;
  /** Both inclusive, aligned to the step. */
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
  readonly signal?: AbortSignal;
}

export type QueryOutcome =
  | { readonly status: 'ok'; readonly series: readonly MatrixSeries[]; readonly warnings: readonly string[] }
  /** Later it may work: unreachable, overloaded, credentials refused. */
  | { readonly status: 'failed'; readonly error: TidemarkError }
  /** It took too long or was too much at once: a shorter span may work. */
  | { readonly status: 'too_much'; readonly error: TidemarkError }
  /** The expression itself is at fault: it will not work until it is changed. */
  | { readonly status: 'refused'; readonly error: TidemarkError };

/** One piece of a pulled watch: the answer, and how far its steps are whole with it. */
export interface Pulled {
  readonly watch: string;
  readonly series: readonly MatrixSeries[];
  /** When it was asked: of two answers for one step the later counts. */
  readonly askedMs: number;
  /** Steps whose values nobody knows, oldest first; `toMs` is exclusive. */
  readonly unknown: readonly { readonly fromMs: number; readonly toMs: number }[];
  /** Steps that end at or before are over. */
  readonly toMs: number;
}
