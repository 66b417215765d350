import { setImmediate as turn } from 'node:timers/promises';
import type { PartialBatch } from '../series/types.ts';
import type { createOutlet } from './outlet.ts';
import type { Engine, StepReport } from './types.ts';

export interface BackfillOptions {
  readonly engine: Pick<Engine, 'ingest' | 'advance'>;
  readonly outlet: Pick<ReturnType<typeof createOutlet>, 'keep'>;
  /** Steps that are older are not kept. */
  readonly keepFromMs: () => number;
  /** After it, while live data still waits: a checkpoint. History is not journaled, it is read again instead. */
  readonly whenRead: () => Promise<void>;
}

const CHUNK_REPORTS = 500;

/** History through the same engine as live data, which waits meanwhile. */
export function createBackfill({ engine, outlet, keepFromMs, whenRead }: BackfillOptions) {
  let busy = false;

  async function read(
    batches: Iterable<PartialBatch> | AsyncIterable<PartialBatch>,
    onProgress: (newestMs: number) => void,
  ): Promise<number> {
    const fromMs = keepFromMs();
    let steps = 0;
    let waiting: StepReport[] = [];
    for await (const batch of batches) {
      engine.ingest(batch);
      waiting.push(...engine.advance());
      if (waiting.length < CHUNK_REPORTS) continue;
      steps += waiting.length;
      outlet.keep(waiting, fromMs);
      onProgress(waiting.at(-1)!.step.stepStartMs);
      waiting = [];
      // Health checks and Ctrl-C get a turn.
      await turn();
    }
    outlet.keep(waiting, fromMs);
    return steps + waiting.length;
  }

  return {
    busy: (): boolean => busy,
    async run(
      batches: Iterable<PartialBatch> | AsyncIterable<PartialBatch>,
      onProgress: (newestMs: number) => void = () => undefined,
    ): Promise<number> {
      busy = true;
      try {
        const steps = await read(batches, onProgress);
        await whenRead();
        return steps;
      } finally {
        busy = false;
      }
    },
  };
}
