import { Worker } from 'node:worker_threads';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { SeriesResult } from '../types.ts';
import type { Task, WorkerMessage } from './tasks.ts';

/**
 * Performs tasks on `jobs` worker threads, one at a time each, and hands every result on as it comes.
 *
 * @throws TidemarkError TLERR_EVALUATE_FAILED on the first task that fails; all workers have ended by then
 */
export async function performTasks(
  tasks: readonly Task[],
  jobs: number,
  onResult: (task: Task, result: SeriesResult) => void,
): Promise<void> {
  const waiting = [...tasks].reverse();
  const workers = Array.from(
    { length: Math.min(jobs, tasks.length) },
    () => new Worker(new URL('./worker.ts', import.meta.url)),
  );
  try {
    await Promise.all(workers.map((worker) => keepBusy(worker, waiting, onResult)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function keepBusy(
  worker: Worker,
  waiting: Task[],
  onResult: (task: Task, result: SeriesResult) => void,
): Promise<void> {
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) await performTask(worker, task, onResult);
}

function performTask(worker: Worker, task: Task, onResult: (task: Task, result: SeriesResult) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (reason: string, cause?: unknown): void =>
    reject(new TidemarkError('TLERR_EVALUATE_FAILED', { reason }, { cause }));
  const onMessage = (message: WorkerMessage): void => {
    if (message.kind === 'done') resolve();
    else if (message.kind === 'failed') fail(message.reason);
    else {
      try {
        onResult(task, message.result);
      } catch (error) {
        reject(error as Error);
      }
    }
  };
  const onError = (error: unknown): void => fail(messageOf(error), error);
  const onExit = (code: number): void => fail(`${task.source.path}: the worker thread ended with ${code}`);
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  worker.postMessage(task);
  return promise.finally(() => worker.off('message', onMessage).off('error', onError).off('exit', onExit));
}
