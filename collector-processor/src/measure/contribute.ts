import { mergeAggregates } from '../series/aggregate.ts';
import type { Aggregate } from '../series/types.ts';
import type { Observation } from './observation.ts';
import type { Measure } from './watch.ts';

/** `unsupported`: this kind of observation cannot give that measure. `nothing`: it could, but here it has nothing to say. */
export type Contribution = Aggregate['kind'] | 'unsupported' | 'nothing';

/**
 * What a share of an observation contributes to a step.
 *
 * |           | level          | increase               | distribution                        |
 * |-----------|----------------|------------------------|-------------------------------------|
 * | rate      | –              | amount                 | count                               |
 * | ratio     | –              | amount, if not below 0 | count                               |
 * | mean      | value, once    | –                      | sum and count, if there is a sum    |
 * | max       | value          | –                      | max, if there is one (delta only)   |
 * | last      | value and time | –                      | –                                   |
 * | quantiles | value, once    | –                      | buckets, if there are any           |
 *
 * An increase of zero is a contribution of zero: the sender is there and nothing happened.
 */
export function contributionOf(measure: Measure, observation: Observation): Contribution {
  const { kind, value } = observation;
  switch (measure) {
    case 'rate':
      return kind === 'level' ? 'unsupported' : 'sum';
    case 'ratio':
      return kind === 'level' || value < 0 ? 'unsupported' : 'ratio';
    case 'mean':
      if (kind === 'increase') return 'unsupported';
      return kind === 'distribution' && value > 0 && Number.isNaN(observation.sum) ? 'unsupported' : 'mean';
    case 'max':
      if (kind === 'increase') return 'unsupported';
      if (kind === 'distribution' && value === 0) return 'nothing';
      return kind === 'distribution' && Number.isNaN(observation.max) ? 'unsupported' : 'max';
    case 'last':
      return kind === 'level' ? 'last' : 'unsupported';
    case 'quantiles':
      if (kind === 'increase') return 'unsupported';
      return kind === 'distribution' && value > 0 && observation.buckets.scaled(1).uppers.length === 0
        ? 'unsupported'
        : 'histogram';
  }
}

type Open<Part> = Part extends unknown ? { -readonly [Name in keyof Part]: Part[Name] } : never;
/** An aggregate that still takes contributions. */
export type OpenAggregate = Open<Aggregate>;

/** One to which nothing was contributed yet. */
export function openAggregate(kind: Aggregate['kind']): OpenAggregate {
  switch (kind) {
    case 'sum':
      return { kind, sum: 0 };
    case 'mean':
      return { kind, sum: 0, count: 0 };
    case 'last':
      return { kind, value: -Infinity, timeMs: -Infinity };
    case 'max':
      return { kind, value: -Infinity };
    case 'ratio':
      return { kind, numerator: 0, denominator: 0 };
    case 'histogram':
      return { kind, lowers: [], uppers: [], counts: [] };
  }
}

/** Adds the share in place, as mergeAggregates would: one object serves all of a request that meets in one step. */
export function contribute(
  aggregate: OpenAggregate,
  observation: Observation,
  share: number,
  divisor: number,
  isNumerator: boolean,
): void {
  const { value } = observation;
  const isLevel = observation.kind === 'level';
  switch (aggregate.kind) {
    case 'sum':
      aggregate.sum += value * share;
      return;
    case 'ratio':
      if (isNumerator) aggregate.numerator += value * share;
      aggregate.denominator += value * share;
      return;
    case 'mean':
      if (!isLevel && value === 0) return;
      aggregate.sum += isLevel ? value : (observation.sum / divisor) * share;
      aggregate.count += isLevel ? 1 : value * share;
      return;
    case 'max':
      aggregate.value = Math.max(aggregate.value, isLevel ? value : observation.max / divisor);
      return;
    case 'last': {
      const { toMs } = observation;
      if (toMs < aggregate.timeMs || (toMs === aggregate.timeMs && value <= aggregate.value)) return;
      aggregate.value = value;
      aggregate.timeMs = toMs;
      return;
    }
    case 'histogram':
      return addBuckets(aggregate, observation, share, divisor);
  }
}

function addBuckets(
  aggregate: Extract<OpenAggregate, { kind: 'histogram' }>,
  { kind, value, buckets, counts }: Observation,
  share: number,
  divisor: number,
): void {
  const { lowers, uppers } = kind === 'level' ? { lowers: [value], uppers: [value] } : buckets.scaled(divisor);
  const countOf = (i: number): number => (kind === 'level' ? 1 : counts[i]! * share);
  if (aggregate.lowers === lowers && aggregate.uppers === uppers) {
    const sums = aggregate.counts as number[];
    for (let i = 0; i < uppers.length; i++) sums[i]! += countOf(i);
    return;
  }
  const added = { kind: 'histogram', lowers, uppers, counts: uppers.map((_upper, i) => countOf(i)) } as const;
  const isEmpty = aggregate.uppers.length === 0;
  Object.assign(aggregate, isEmpty ? added : mergeAggregates(aggregate, added));
}
