import { setImmediate as turn } from 'node:timers/promises';
import type { PartialBatch } from '../series/types.ts';
import type { createOutlet } from './outlet.ts';
import type { Engine, StepReport } from './types.ts';

export interface BackfillOptions {
  readonly engine: Pick<Engine, 'ingest' | 'advance'>;
  readonly outlet: Pick<ReturnType<typeof createOutlet>, 'keep'>;
  /** Steps that are older are not kept. */
  readonly keepFromMs: () => number;
  /**
   * After it, while live data still waits: a checkpoint. History is not journaled, it is read again instead.
   *
   * @param oldestMs, newestMs starts of the steps that were read
   */
  readonly whenRead: (oldestMs: number, newestMs: number) => Promise<void>;
}

interface History {
  readonly steps: number;
  readonly oldestMs: number;
  readonly newestMs: number;
}

const CHUNK_REPORTS = 500;

/** History through the same engine as live data, which waits meanwhile. */
export function createBackfill({ engine, outlet, keepFromMs, whenRead }: BackfillOptions) {
  let busy = false;

  async function readAll(
    batches: Iterable<PartialBatch> | AsyncIterable<PartialBatch>,
    onProgress: (newestMs: number) => void,
  ): Promise<History> {
    const fromMs = keepFromMs();
    const read = { steps: 0, oldestMs: Infinity, newestMs: -Infinity };
    let waiting: StepReport[] = [];
    const keep = (): void => {
      outlet.keep(waiting, fromMs);
      read.steps += waiting.length;
      read.oldestMs = Math.min(read.oldestMs, waiting[0]?.step.stepStartMs ?? Infinity);
      read.newestMs = Math.max(read.newestMs, waiting.at(-1)?.step.stepStartMs ?? -Infinity);
      waiting = [];
    };
    for await (const batch of batches) {
      engine.ingest(batch);
      waiting.push(...engine.advance());
      if (waiting.length < CHUNK_REPORTS) continue;
      keep();
      onProgress(read.newestMs);
      // Health checks and Ctrl-C get a turn.
      await turn();
    }
    keep();
    return read;
  }

  return {
    busy: (): boolean => busy,
    async run(
      batches: Iterable<PartialBatch> | AsyncIterable<PartialBatch>,
      onProgress: (newestMs: number) => void = () => undefined,
    ): Promise<number> {
      busy = true;
      try {
        const { steps, oldestMs, newestMs } = await readAll(batches, onProgress);
        await whenRead(oldestMs, newestMs);
        return steps;
      } finally {
        busy = false;
      }
    },
  };
}
