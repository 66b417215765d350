import type { TideSettings } from '../tide/detector.ts';
import type { SlabMemory } from '../tide/slab.ts';
import type { DetectorColumns } from '../types.ts';

/** What is said to a shard, rarely: that a watch is there, that its records are in new memory, that it is gone. */
export type ShardMessage =
  | { readonly kind: 'detector'; readonly id: number; readonly settings: TideSettings }
  | { readonly kind: 'slab'; readonly id: number; readonly index: number; readonly memory: SlabMemory }
  | { readonly kind: 'gone'; readonly id: number };

/** The values of a step, by row; `held` as in DetectorStep. What was read must not change until its last part was fetched. */
export interface WholeStep {
  readonly stepStartMs: number;
  readonly count: number;
  readonly value: Float64Array;
  readonly unit: Float64Array;
  readonly held: Uint8Array;
  /** Puts the values of a part's rows there, if they are not: before they are looked at. */
  read(part: number): void;
}

/** Gives the columns of the parts of a step, asked for in order: rows `from` to `to`. */
export type Parts = (from: number, to: number) => DetectorColumns;
