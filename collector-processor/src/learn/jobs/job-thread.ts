import { performance } from 'node:perf_hooks';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../../errors/message-of.ts';
import type { JobMessage, JobOutcome, JobProgress } from './types.ts';

export interface JobThreadOptions {
  readonly worker: URL;
  readonly timeoutMs: number;
  readonly heapMb: number;
}

/** One worker thread, started when there is a job and again after one that ended it. One job at a time. */
export function createJobThread<Job, Result>({ worker: url, timeoutMs, heapMb }: JobThreadOptions) {
  let worker: Worker | null = null;

  function start(): Worker {
    const started = new Worker(url, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    // Said again by `perform` while a job runs; without a job nobody else listens.
    started.on('error', () => undefined);
    started.on('exit', () => {
      if (worker === started) worker = null;
    });
    return started;
  }

  async function perform(job: Job, onProgress: (progress: JobProgress) => void): Promise<JobOutcome<Result>> {
    const used = (worker ??= start());
    const startedMs = performance.now();
    const { promise, resolve } = Promise.withResolvers<JobOutcome<Result>>();
    const settle = (outcome: JobOutcome<Result>): void => {
      clearTimeout(timer);
      used.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(outcome);
    };
    const fail = (reason: 'error' | 'crashed' | 'timed_out', detail: string): void =>
      settle({ status: 'failed', reason, detail, wallMs: performance.now() - startedMs });
    const onMessage = (message: JobMessage<Result>): void => {
      if (message.kind === 'progress') onProgress(message.progress);
      else if (message.kind === 'failed') fail('error', message.detail);
      else
        settle({
          status: 'done',
          result: message.result,
          cpuMs: message.cpuMs,
          wallMs: performance.now() - startedMs,
        });
    };
    const onError = (error: unknown): void => fail('crashed', messageOf(error));
    const onExit = (code: number): void => fail('crashed', `the worker thread ended with ${code}`);
    const timer = setTimeout(() => {
      fail('timed_out', `it took longer than ${timeoutMs / 1000} s`);
      void end();
    }, timeoutMs);
    used.on('message', onMessage).on('error', onError).on('exit', onExit);
    used.postMessage(job);
    return promise;
  }

  async function end(): Promise<void> {
    const ending = worker;
    worker = null;
    await ending?.terminate();
  }

  return { perform, end };
}
