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
      if (kind === 'level' || value === 0 || observation.packed !== null) return 'histogram';
      return observation.buckets.scaled(1).uppers.length === 0 ? 'unsupported' : 'histogram';
  }
}
