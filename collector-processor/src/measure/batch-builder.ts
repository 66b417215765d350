import { createLabelTable } from '../series/label-table.ts';
import { sameLabels } from '../series/labels.ts';
import type { Aggregate, Labels, PartialBatch } from '../series/types.ts';
import type { Observation } from './observation.ts';
import { OpenPartials } from './open-partials.ts';
import type { Shares } from './spread.ts';

/** Collects one request's contributions, merging those to the same (series, step): a thousand streams often make ten partials. */
export interface BatchBuilder {
  /**
   * Adds an observation to each of the targets, in each step its share.
   *
   * @param divisor of the observation's values
   * @param isNumerator for ratios
   */
  add(
    targets: readonly Target[],
    steps: Shares,
    kind: Aggregate['kind'],
    observation: Observation,
    divisor: number,
    isNumerator: boolean,
  ): void;
  /** The producer has told everything up to `coveredToMs`. */
  mark(producer: string, coveredToMs: number): void;
  /** What was collected since the last call. */
  build(): PartialBatch;
}

/**
 * A series of a watch. The same series is the same object (as long as it is remembered), so maps can go by identity; its
 * labels too are the same object in every partial.
 */
export interface Target {
  readonly id: number;
  readonly watch: string;
  readonly labels: Labels;
  /** Of the request that is being measured, for its builder: the two of its partials that were used last, and the others by step. */
  request: number;
  latest: number;
  before: number;
  earlier: Map<number, number> | null;
}

export type Targets = (watch: string, labels: Labels) => Target;

/** No row. */
const NONE = -1;
/** Beyond this all are forgotten at once: a series may then have two objects, and two partials where one would do. */
const MAX_TARGETS = 1_000_000;

/** Remembers the series that streams and spans lead to. */
export function createTargets(): Targets {
  const watches = new Map<string, ReturnType<typeof createTargetsOfWatch>>();
  let made = 0;
  let size = 0;
  return (watch, labels) => {
    const found = watches.get(watch)?.find(labels);
    if (found !== undefined) return found;
    if (size >= MAX_TARGETS) {
      watches.clear();
      size = 0;
    }
    let known = watches.get(watch);
    if (known === undefined) watches.set(watch, (known = createTargetsOfWatch()));
    size++;
    return known.add({ id: made++, watch, labels, request: 0, latest: NONE, before: NONE, earlier: null });
  };
}

function createTargetsOfWatch() {
  const targets: Target[] = [];
  const table = createLabelTable((labels, n) => sameLabels(labels, targets[n]!.labels));
  return {
    find: (labels: Labels): Target | undefined => targets[table.find(labels)],
    add(target: Target): Target {
      targets.push(target);
      table.add(target.labels);
      return target;
    },
  };
}

export function createBatchBuilder(): BatchBuilder {
  const partials = new OpenPartials();
  let marks = new Map<string, number>();
  let request = 1;

  /** The row of the target's partial of that step. */
  function rowOf(target: Target, startsMs: Float64Array, step: number, kind: Aggregate['kind']): number {
    const stepStartMs = startsMs[step]!;
    if (target.request !== request) {
      target.request = request;
      target.latest = target.before = NONE;
      target.earlier = null;
    }
    const { latest, before } = target;
    if (latest !== NONE && partials.stepStartMs[latest] === stepStartMs) return latest;
    if (before !== NONE && partials.stepStartMs[before] === stepStartMs) {
      target.before = latest;
      return (target.latest = before);
    }
    // Most points are of one step or two: a map for each series would be most of what intake leaves behind.
    if (before !== NONE) (target.earlier ??= new Map()).set(partials.stepStartMs[before]!, before);
    target.before = latest;
    return (target.latest = target.earlier?.get(stepStartMs) ?? partials.open(target, stepStartMs, kind));
  }

  return {
    add(targets, { count, startsMs, shares }, kind, observation, divisor, isNumerator) {
      for (let i = 0; i < count; i++)
        for (let each = 0; each < targets.length; each++) {
          const row = rowOf(targets[each]!, startsMs, i, kind);
          partials.contribute(row, observation, shares, i, divisor, isNumerator);
        }
    },
    mark(producer, coveredToMs) {
      marks.set(producer, Math.max(marks.get(producer) ?? -Infinity, coveredToMs));
    },
    build() {
      const producers = [...marks].map(([producer, coveredToMs]) => ({ producer, coveredToMs }));
      const batch = { partials: partials.take(), producers };
      marks = new Map();
      request++;
      return batch;
    },
  };
}
