import { mergeAggregates } from '../series/aggregate.ts';
import { labelsKey } from '../series/labels.ts';
import type { Aggregate, Labels, PartialBatch, SeriesPartial } from '../series/types.ts';

/** Collects one request's contributions, merging those to the same (series, step): a thousand streams often make ten partials. */
export interface BatchBuilder {
  add(target: Target, stepStartMs: number, aggregate: Aggregate): void;
  /** The producer has told everything up to `coveredToMs`. */
  mark(producer: string, coveredToMs: number): void;
  build(): PartialBatch;
}

/** A series of a watch, with its identity worked out once. */
export interface Target {
  readonly watch: string;
  readonly labels: Labels;
  readonly key: string;
}

export function createTarget(watch: string, labels: Labels): Target {
  return { watch, labels, key: `${watch}\u0000${labelsKey(labels)}` };
}

export function createBatchBuilder(): BatchBuilder {
  const cells = new Map<string, Map<number, { target: Target; aggregate: Aggregate }>>();
  const marks = new Map<string, number>();
  return {
    add(target, stepStartMs, aggregate) {
      let steps = cells.get(target.key);
      if (steps === undefined) cells.set(target.key, (steps = new Map()));
      const cell = steps.get(stepStartMs);
      if (cell === undefined) steps.set(stepStartMs, { target, aggregate });
      else cell.aggregate = mergeAggregates(cell.aggregate, aggregate);
    },
    mark(producer, coveredToMs) {
      marks.set(producer, Math.max(marks.get(producer) ?? -Infinity, coveredToMs));
    },
    build() {
      const partials: SeriesPartial[] = [];
      for (const steps of cells.values()) {
        for (const [stepStartMs, { target, aggregate }] of steps) {
          partials.push({ watch: target.watch, labels: target.labels, stepStartMs, aggregate });
        }
      }
      return { partials, producers: [...marks].map(([producer, coveredToMs]) => ({ producer, coveredToMs })) };
    },
  };
}
