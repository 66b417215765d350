import { join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { createJobPool } from '../learn/jobs/job-pool.ts';
import { createSlowLane, type SlowLane, type SlowLaneOptions } from '../learn/lane/slow-lane.ts';

/** Trainings that are due are looked for this often. */
export const LEARN_EVERY_MS = 10_000;

const TRAINER = new URL('../learn/train/worker.ts', import.meta.url);
/** More wait for their next turn in the lane itself. */
const QUEUE_SIZE = 1_000;

export interface LearningOptions extends Omit<SlowLaneOptions, 'settings' | 'database' | 'pool'> {
  readonly settings: Settings;
}

/** The slow lane of a running Tidemark, on its own thread and database connection. */
export function createLearning({ settings, ...parts }: LearningOptions): SlowLane {
  const { cpuShare, timeoutMs } = settings.learn;
  return createSlowLane({
    ...parts,
    settings: settings.learn,
    database: join(settings.storage.path, 'tidemark.db'),
    pool: createJobPool({ worker: TRAINER, cpuShare, timeoutMs, queueSize: QUEUE_SIZE }),
  });
}
