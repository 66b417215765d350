import { Worker } from 'node:worker_threads';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { TideDetector, TideSettings } from '../tide/detector.ts';
import { createRing, type Ring } from './ring.ts';
import type { ShardMessage } from './types.ts';

const WORKER = new URL('./worker.ts', import.meta.url);
/** A part takes a millisecond or two; a thread that needs this long for one is no more. */
const LOST_AFTER_MS = 30_000;

/** The threads that score beside the one that made them. */
export interface Shards {
  readonly ring: Ring;
  /** Makes a watch known to the threads; its id for the ring. */
  add(settings: TideSettings): number;
  /** Tells the threads where the records of a watch are, as far as they do not know. */
  share(id: number, detector: TideDetector): void;
  remove(id: number): void;
  /** Returns when the slot's thread is done with it. @throws TLERR_SHARD_LOST */
  await(slot: number, state: number, timeoutMs?: number): void;
  close(): Promise<void>;
}

/** @param threads beside this one, 1 or more */
export function createShards(threads: number): Shards {
  const ring = createRing();
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(WORKER, { workerData: ring.memory });
    worker.unref();
    return worker;
  });
  const known = new Map<number, readonly SharedArrayBuffer[]>();
  let nextId = 0;
  const tell = (message: ShardMessage): void => {
    for (const worker of workers) worker.postMessage(message);
  };

  return {
    ring,
    add(settings) {
      const id = nextId++;
      known.set(id, []);
      tell({ kind: 'detector', id, settings: settingsAlone(settings) });
      return id;
    },
    share(id, detector) {
      const before = known.get(id)!;
      const memory = detector.memory();
      memory.forEach((each, index) => {
        if (before[index] !== each) tell({ kind: 'slab', id, index, memory: each });
      });
      known.set(id, memory);
    },
    remove(id) {
      known.delete(id);
      tell({ kind: 'gone', id });
    },
    await(slot, state, timeoutMs = LOST_AFTER_MS) {
      while (ring.state(slot) === state) {
        if (!ring.waitWhile(slot, state, timeoutMs)) throw new TidemarkError('TLERR_SHARD_LOST');
      }
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

/** All of them, so that the compiler names the one that is forgotten. */
const SETTINGS: Readonly<Record<keyof TideSettings, true>> = {
  stepMs: true,
  timezone: true,
  specialDays: true,
  direction: true,
  falseAlarmsPerWeek: true,
  typical: true,
  minChange: true,
  nonNegative: true,
  measure: true,
};

/** Of a watch what a detector needs, which threads can be sent. */
const settingsAlone = (watch: TideSettings): TideSettings =>
  Object.fromEntries(Object.entries(watch).filter(([name]) => name in SETTINGS)) as TideSettings;
