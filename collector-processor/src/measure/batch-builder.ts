import { createLabelTable } from '../series/label-table.ts';
import { sameLabels } from '../series/labels.ts';
import type { Aggregate, Labels, PartialBatch, SeriesPartial } from '../series/types.ts';
import { contribute, openAggregate, type OpenAggregate } from './contribute.ts';
import type { Observation } from './observation.ts';

/** Collects one request's contributions, merging those to the same (series, step): a thousand streams often make ten partials. */
export interface BatchBuilder {
  /** @param divisor of the observation's values; @param isNumerator for ratios */
  add(
    target: Target,
    stepStartMs: number,
    kind: Aggregate['kind'],
    observation: Observation,
    share: number,
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
  /** Of the request that is being measured, for its builder: the newest of its partials, and the others by step. */
  request: number;
  latest: OpenPartial | null;
  earlier: Map<number, OpenPartial> | null;
}

type OpenPartial = SeriesPartial & { readonly aggregate: OpenAggregate };

export type Targets = (watch: string, labels: Labels) => Target;

/** Beyond this all are forgotten at once: a series may then have two objects, and two partials where one would do. */
const MAX_TARGETS = 1_000_000;

/** Remembers the series that streams and spans lead to. */
export function createTargets(): Targets {
  const watches = new Map<string, ReturnType<typeof createTargetsOfWatch>>();
  let made = 0;
  let size = 0;
  return (watch, labels) => {
    if (size >= MAX_TARGETS) {
      watches.clear();
      size = 0;
    }
    let known = watches.get(watch);
    if (known === undefined) watches.set(watch, (known = createTargetsOfWatch()));
    const found = known.find(labels);
    if (found !== undefined) return found;
    size++;
    return known.add({ id: made++, watch, labels, request: 0, latest: null, earlier: null });
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
  let partials: OpenPartial[] = [];
  let marks = new Map<string, number>();
  let request = 1;

  function partialOf(target: Target, stepStartMs: number, kind: Aggregate['kind']): OpenPartial {
    if (target.request !== request) {
      target.request = request;
      target.latest = target.earlier = null;
    }
    const { latest } = target;
    if (latest !== null && latest.stepStartMs === stepStartMs) return latest;
    const { watch, labels } = target;
    const partial = target.earlier?.get(stepStartMs) ?? { watch, labels, stepStartMs, aggregate: openAggregate(kind) };
    if (latest !== null) (target.earlier ??= new Map()).set(latest.stepStartMs, latest);
    target.latest = partial;
    if (!target.earlier?.has(stepStartMs)) partials.push(partial);
    return partial;
  }

  return {
    add(target, stepStartMs, kind, observation, share, divisor, isNumerator) {
      const { aggregate } = partialOf(target, stepStartMs, kind);
      contribute(aggregate, observation, share, divisor, isNumerator);
    },
    mark(producer, coveredToMs) {
      marks.set(producer, Math.max(marks.get(producer) ?? -Infinity, coveredToMs));
    },
    build() {
      const batch = { partials, producers: [...marks].map(([producer, coveredToMs]) => ({ producer, coveredToMs })) };
      partials = [];
      marks = new Map();
      request++;
      return batch;
    },
  };
}
