import type { WatchDefinition } from '../../measure/watch-source.ts';
import type { MeasureSnapshot } from '../../measure/snapshot.ts';
import type { EngineSnapshot } from '../engine.ts';

/** All that a restart needs: what the engine learned, what each stream last said, and how far the journal is in it. */
export interface Checkpoint {
  readonly savedAtMs: number;
  /** Number of the newest command of the journal that is in it; 0: none. */
  readonly position: number;
  /** Watches made at run time that the engine had; null: a checkpoint of before they were kept. */
  readonly watches: readonly WatchDefinition[] | null;
  readonly engine: EngineSnapshot;
  readonly measure: MeasureSnapshot;
}
