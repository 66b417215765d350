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

/** A series of a watch. The same series is the same object (as long as it is remembered), so maps can go by identity. */
export interface Target {
  readonly watch: string;
  readonly labels: Labels;
}

export type Targets = (watch: string, labels: Labels) => Target;

/** Beyond this all are forgotten at once: a series may then have two objects, and two partials where one would do. */
const MAX_TARGETS = 100_000;

/** Remembers the series that streams and spans lead to. */
export function createTargets(): Targets {
  const known = new Map<string, Target>();
  return (watch, labels) => {
    const key = `${watch}\u0000${labelsKey(labels)}`;
    let target = known.get(key);
    if (target === undefined) {
      if (known.size >= MAX_TARGETS) known.clear();
      known.set(key, (target = { watch, labels }));
    }
    return target;
  };
}

export function createBatchBuilder(): BatchBuilder {
  const cells = new Map<Target, Map<number, Aggregate>>();
  const marks = new Map<string, number>();
  return {
    add(target, stepStartMs, aggregate) {
      let steps = cells.get(target);
      if (steps === undefined) cells.set(target, (steps = new Map()));
      const before = steps.get(stepStartMs);
      steps.set(stepStartMs, before === undefined ? aggregate : mergeAggregates(before, aggregate));
    },
    mark(producer, coveredToMs) {
      marks.set(producer, Math.max(marks.get(producer) ?? -Infinity, coveredToMs));
    },
    build() {
      const partials: SeriesPartial[] = [];
      for (const [{ watch, labels }, steps] of cells) {
        for (const [stepStartMs, aggregate] of steps) partials.push({ watch, labels, stepStartMs, aggregate });
      }
      return { partials, producers: [...marks].map(([producer, coveredToMs]) => ({ producer, coveredToMs })) };
    },
  };
}
