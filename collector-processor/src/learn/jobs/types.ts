/** How far a job is, for people. */
export interface JobProgress {
  /** `training`, `backtest`, … */
  readonly doing: string;
  /** 0 … 1. */
  readonly share: number;
}

/** How a job ended. Nothing that goes wrong in a job throws: the caller's state stays as it was before. */
export type JobOutcome<Result> =
  | { readonly status: 'done'; readonly result: Result; readonly cpuMs: number; readonly wallMs: number }
  /** `error`: it threw. `crashed`: its thread ended (out of memory, killed). `timed_out`: it was ended after the time it had. */
  | {
      readonly status: 'failed';
      readonly reason: 'error' | 'crashed' | 'timed_out';
      readonly detail: string;
      readonly wallMs: number;
    }
  /** It never ran. */
  | { readonly status: 'refused'; readonly reason: 'queue_full' | 'already_waiting' | 'closed' };

/** What a worker thread says of a job: any number of `progress`, then one of the others. */
export type JobMessage<Result> =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'done'; readonly result: Result; readonly cpuMs: number }
  | { readonly kind: 'failed'; readonly detail: string };
