import type { Aggregate } from '../series/types.ts';
import type { Observation } from './observation.ts';
import type { Measure } from './watch.ts';

/** `unsupported`: this kind of observation cannot give that measure. `nothing`: it could, but here it has nothing to say. */
export type Contribution = Aggregate | 'unsupported' | 'nothing';

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
export function contribution(
  measure: Measure,
  observation: Observation,
  share: number,
  isNumerator: boolean,
): Contribution {
  switch (observation.kind) {
    case 'level':
      return ofLevel(measure, observation.value, observation.timeMs);
    case 'increase':
      if (measure === 'rate') return { kind: 'sum', sum: observation.amount * share };
      return measure === 'ratio' && observation.amount >= 0
        ? ratio(observation.amount * share, isNumerator)
        : 'unsupported';
    case 'distribution':
      return ofDistribution(measure, observation, share, isNumerator);
  }
}

function ofLevel(measure: Measure, value: number, timeMs: number): Contribution {
  switch (measure) {
    case 'mean':
      return { kind: 'mean', sum: value, count: 1 };
    case 'max':
      return { kind: 'max', value };
    case 'last':
      return { kind: 'last', value, timeMs };
    case 'quantiles':
      return { kind: 'histogram', lowers: [value], uppers: [value], counts: [1] };
    default:
      return 'unsupported';
  }
}

type Distribution = Extract<Observation, { kind: 'distribution' }>;

function ofDistribution(
  measure: Measure,
  observation: Distribution,
  share: number,
  isNumerator: boolean,
): Contribution {
  const { count, sum, max, lowers, uppers, counts } = observation;
  switch (measure) {
    case 'rate':
      return { kind: 'sum', sum: count * share };
    case 'ratio':
      return ratio(count * share, isNumerator);
    case 'mean':
      if (count === 0) return { kind: 'mean', sum: 0, count: 0 };
      return sum === null ? 'unsupported' : { kind: 'mean', sum: sum * share, count: count * share };
    case 'max':
      if (count === 0) return 'nothing';
      return max === null ? 'unsupported' : { kind: 'max', value: max };
    case 'quantiles':
      if (count > 0 && counts.length === 0) return 'unsupported';
      return lowers.length === 0
        ? { kind: 'histogram', lowers: [], uppers: [], counts: [] }
        : { kind: 'histogram', lowers, uppers, counts: share === 1 ? counts : counts.map((each) => each * share) };
    case 'last':
      return 'unsupported';
  }
}

function ratio(amount: number, isNumerator: boolean): Aggregate {
  return { kind: 'ratio', numerator: isNumerator ? amount : 0, denominator: amount };
}
