import { Worker } from 'node:worker_threads';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Task, WorkerMessage } from './tasks.ts';

export type OnResult<Subject, Result> = (task: Task<Subject>, name: string, result: Result) => void;

/**
 * Performs tasks on `jobs` worker threads, one at a time each, and hands every result on as it comes.
 *
 * @param worker file that serves the tasks (serve-tasks.ts)
 * @throws TidemarkError TLERR_EVALUATE_FAILED on the first task that fails; all workers have ended by then
 */
export async function performTasks<Subject, Result>(
  worker: URL,
  tasks: readonly Task<Subject>[],
  jobs: number,
  onResult: OnResult<Subject, Result>,
): Promise<void> {
  const waiting = [...tasks].reverse();
  const workers = Array.from({ length: Math.min(jobs, tasks.length) }, () => new Worker(worker));
  try {
    await Promise.all(workers.map((each) => keepBusy(each, waiting, onResult)));
  } finally {
    await Promise.all(workers.map((each) => each.terminate()));
  }
}

async function keepBusy<Subject, Result>(
  worker: Worker,
  waiting: Task<Subject>[],
  onResult: OnResult<Subject, Result>,
): Promise<void> {
  for (let task = waiting.pop(); task !== undefined; task = waiting.pop()) await performTask(worker, task, onResult);
}

function performTask<Subject, Result>(
  worker: Worker,
  task: Task<Subject>,
  onResult: OnResult<Subject, Result>,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (reason: string, cause?: unknown): void =>
    reject(new TidemarkError('TLERR_EVALUATE_FAILED', { reason }, { cause }));
  const onMessage = (message: WorkerMessage<Result>): void => {
    if (message.kind === 'done') resolve();
    else if (message.kind === 'failed') fail(message.reason);
    else {
      try {
        onResult(task, message.name, message.result);
      } catch (error) {
        reject(error as Error);
      }
    }
  };
  const onError = (error: unknown): void => fail(messageOf(error), error);
  const onExit = (code: number): void => fail(`the worker thread ended with ${code}`);
  worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  worker.postMessage(task);
  return promise.finally(() => worker.off('message', onMessage).off('error', onError).off('exit', onExit));
}
