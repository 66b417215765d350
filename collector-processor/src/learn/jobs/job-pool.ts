import { performance } from 'node:perf_hooks';
import { createJobThread } from './job-thread.ts';
import type { JobOutcome, JobProgress } from './types.ts';

export interface JobPoolOptions {
  /** Module of the worker threads, which calls `serveJobs`. */
  readonly worker: URL;
  /** Jobs at a time; default 1. */
  readonly threads?: number;
  /** Of one core, what each thread takes over time, in (0, 1]: after a job it rests until its share is right again. */
  readonly cpuShare: number;
  /** Jobs that may wait; further ones are refused. */
  readonly queueSize: number;
  /** A job that takes longer is ended with its thread. */
  readonly timeoutMs: number;
  /** JavaScript heap of a thread, MiB; a job that needs more fails. Default 1024. */
  readonly heapMb?: number;
}

export interface JobPool<Job, Result> {
  /**
   * Resolves when the job has ended or was refused; never rejects.
   * @param key names the job: of two with one key the second is refused while the first waits or runs
   * @param priority higher runs first; default 0; equal ones in order of arrival
   */
  run(key: string, job: Job, priority?: number): Promise<JobOutcome<Result>>;
  waiting(): number;
  running(): readonly RunningJob[];
  /** Ends what runs, refuses what waits. */
  close(): Promise<void>;
}

export interface RunningJob {
  readonly key: string;
  readonly forMs: number;
  /** null until the job has said something. */
  readonly progress: JobProgress | null;
}

interface Waiting<Job, Result> {
  readonly key: string;
  readonly job: Job;
  readonly priority: number;
  readonly settle: (outcome: JobOutcome<Result>) => void;
}

/** After this long without a job a thread ends, and its memory goes back. */
const IDLE_MS = 30_000;
/** Longest rest: a job that took an hour must not silence the lane for a day. */
const MAX_REST_MS = 3_600_000;
const DEFAULT_HEAP_MB = 1024;

/**
 * A bounded queue of jobs for worker threads: work that may take long and must not disturb intake. Threads start when
 * there is something to do, run at the lowest priority, and rest between jobs so that they keep to their share.
 */
export function createJobPool<Job, Result>(options: JobPoolOptions): JobPool<Job, Result> {
  const { worker, threads = 1, cpuShare, queueSize, timeoutMs, heapMb = DEFAULT_HEAP_MB } = options;
  const queue: Waiting<Job, Result>[] = [];
  const running = new Map<string, { startedMs: number; progress: JobProgress | null }>();
  let closed = false;

  const slots = Array.from({ length: threads }, () => ({
    thread: createJobThread<Job, Result>({ worker, timeoutMs, heapMb }),
    busy: false,
    timer: undefined as NodeJS.Timeout | undefined,
  }));
  type Slot = (typeof slots)[number];

  function run(key: string, job: Job, priority = 0): Promise<JobOutcome<Result>> {
    if (closed) return Promise.resolve({ status: 'refused', reason: 'closed' });
    if (running.has(key) || queue.some((waiting) => waiting.key === key)) {
      return Promise.resolve({ status: 'refused', reason: 'already_waiting' });
    }
    if (queue.length >= queueSize) return Promise.resolve({ status: 'refused', reason: 'queue_full' });
    return new Promise((settle) => {
      const before = queue.findIndex((waiting) => waiting.priority < priority);
      queue.splice(before < 0 ? queue.length : before, 0, { key, job, priority, settle });
      for (const slot of slots) if (!slot.busy) void work(slot);
    });
  }

  async function work(slot: Slot): Promise<void> {
    const next = queue.shift();
    if (next === undefined) {
      slot.timer = setTimeout(() => void slot.thread.end(), IDLE_MS).unref();
      return;
    }
    clearTimeout(slot.timer);
    slot.busy = true;
    const state = { startedMs: performance.now(), progress: null as JobProgress | null };
    running.set(next.key, state);
    const outcome = await slot.thread.perform(next.job, (progress) => {
      state.progress = progress;
    });
    running.delete(next.key);
    next.settle(outcome);
    if (closed) return;
    const tookMs = outcome.status === 'done' ? outcome.cpuMs : performance.now() - state.startedMs;
    slot.timer = setTimeout(
      () => {
        slot.busy = false;
        void work(slot);
      },
      Math.min(MAX_REST_MS, tookMs * (1 / cpuShare - 1)),
    ).unref();
  }

  return {
    run,
    waiting: () => queue.length,
    running: () =>
      [...running].map(([key, { startedMs, progress }]) => ({ key, forMs: performance.now() - startedMs, progress })),
    async close() {
      closed = true;
      for (const { settle } of queue.splice(0)) settle({ status: 'refused', reason: 'closed' });
      for (const { timer } of slots) clearTimeout(timer);
      await Promise.all(slots.map(({ thread }) => thread.end()));
    },
  };
}
