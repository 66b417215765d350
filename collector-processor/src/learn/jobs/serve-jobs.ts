import { parentPort } from 'node:worker_threads';
import { messageOf } from '../../errors/message-of.ts';
import { takeLowestPriority } from './lowest-priority.ts';
import type { JobMessage, JobProgress } from './types.ts';

export interface ServeOptions {
  /** Default true; false where a person waits for the result. */
  readonly lowestPriority?: boolean;
}

/**
 * The whole of a worker's main module: performs the jobs that are sent to this thread, at the lowest priority unless told otherwise.
 *
 * @example
 * serveJobs((job: TrainJob, tell) => train(job, tell)); // worker.ts
 */
export function serveJobs<Job, Result>(
  perform: (job: Job, tell: (progress: JobProgress) => void) => Result | Promise<Result>,
  { lowestPriority = true }: ServeOptions = {},
): void {
  const port = parentPort;
  if (port === null) throw new Error('jobs are served on worker threads only');
  const say = (message: JobMessage<Result>): void => port.postMessage(message);
  if (lowestPriority) takeLowestPriority();
  port.on('message', async (job: Job) => {
    const before = process.threadCpuUsage();
    try {
      const result = await perform(job, (progress) => say({ kind: 'progress', progress }));
      const { user, system } = process.threadCpuUsage(before);
      say({ kind: 'done', result, cpuMs: (user + system) / 1000 });
    } catch (error) {
      say({ kind: 'failed', detail: messageOf(error) });
    }
  });
}
