import { widened } from '../widened.ts';
import { eventUnitOf, mergeAggregates, quotient, valueOfHistogram } from './aggregate.ts';
import type { Aggregate } from './types.ts';

type Kind = Aggregate['kind'];
type Histogram = Extract<Aggregate, { kind: 'histogram' }>;

/** As the columns name kinds; 0: nothing came. Part of checkpoints: never renumber. */
const CODES = { sum: 1, mean: 2, last: 3, max: 4, ratio: 5, histogram: 6 } as const satisfies Record<Kind, number>;

/** What a checkpoint keeps of a step. Plain data. */
export interface StepColumnsState {
  readonly kind: Uint8Array;
  readonly first: Float64Array;
  /** Shorter (or empty) where no group needed it. */
  readonly second: Float64Array;
  readonly histograms: readonly (readonly [number, Histogram])[];
}

/**
 * What was contributed to one step, as columns over groups: `first` holds sum, value or numerator; `second` count, time
 * or denominator. Memory for kinds that need one number is 9 bytes a group, nothing is allocated a contribution.
 *
 * @param room groups that are expected; more make it grow
 */
export function createStepColumns(room: number) {
  let kind = new Uint8Array(room);
  let first = new Float64Array(room);
  let second = new Float64Array(0);
  let histograms = new Map<number, Histogram>();
  /** No group at or beyond this has anything. */
  let end = 0;
  /** A snapshot has these very columns: they are copied before they change. */
  let lent = false;

  function makeRoom(group: number): void {
    const wanted = Math.max(group + 1, Math.ceil(kind.length * 1.5), 16);
    kind = widened(kind, wanted);
    first = widened(first, wanted);
  }

  function setSecond(group: number, value: number): void {
    if (group >= second.length) second = widened(second, kind.length);
    second[group] = value;
  }

  /** Commutative and associative up to rounding. A kind that differs from what is there already wins nothing. */
  function add(group: number, aggregate: Aggregate): void {
    if (lent) takeBack();
    if (group >= kind.length) makeRoom(group);
    if (group >= end) end = group + 1;
    const code = CODES[aggregate.kind];
    const before = kind[group]!;
    if (before === 0) begin(group, code, aggregate);
    else if (before === code) merge(group, aggregate);
  }

  function takeBack(): void {
    kind = kind.slice();
    first = first.slice();
    second = second.slice();
    lent = false;
  }

  function begin(group: number, code: number, aggregate: Aggregate): void {
    kind[group] = code;
    switch (aggregate.kind) {
      case 'sum':
        first[group] = aggregate.sum;
        break;
      case 'mean':
        first[group] = aggregate.sum;
        setSecond(group, aggregate.count);
        break;
      case 'last':
        first[group] = aggregate.value;
        setSecond(group, aggregate.timeMs);
        break;
      case 'max':
        first[group] = aggregate.value;
        break;
      case 'ratio':
        first[group] = aggregate.numerator;
        setSecond(group, aggregate.denominator);
        break;
      case 'histogram':
        histograms.set(group, aggregate);
    }
  }

  function merge(group: number, aggregate: Aggregate): void {
    switch (aggregate.kind) {
      case 'sum':
        first[group]! += aggregate.sum;
        break;
      case 'mean':
        first[group]! += aggregate.sum;
        second[group]! += aggregate.count;
        break;
      case 'last': {
        const { value, timeMs } = aggregate;
        const at = second[group]!;
        if (timeMs < at || (timeMs === at && !(value > first[group]!))) break;
        first[group] = value;
        second[group] = timeMs;
        break;
      }
      case 'max':
        if (aggregate.value > first[group]!) first[group] = aggregate.value;
        break;
      case 'ratio':
        first[group]! += aggregate.numerator;
        second[group]! += aggregate.denominator;
        break;
      case 'histogram':
        histograms.set(group, mergeAggregates(histograms.get(group)!, aggregate) as Histogram);
    }
  }

  return {
    add,
    /** Groups at or beyond this have nothing. */
    end: () => end,
    has: (group: number): boolean => group < end && kind[group] !== 0,
    /**
     * A group's value; NaN where there is none (nothing came, no denominator, no observations) or where it is not a
     * finite number: no NaN or infinity gets further than this.
     *
     * @param stepMs length of the step: a sum becomes a rate per second
     * @param quantile only for histograms, in (0, 1)
     */
    value(group: number, stepMs: number, quantile?: number): number {
      if (group >= end) return NaN;
      let value = NaN;
      switch (kind[group]) {
        case CODES.sum:
          value = first[group]! / (stepMs / 1000);
          break;
        case CODES.mean:
        case CODES.ratio:
          value = quotient(first[group]!, second[group]!);
          break;
        case CODES.last:
        case CODES.max:
          value = first[group]!;
          break;
        case CODES.histogram:
          value = valueOfHistogram(histograms.get(group)!, quantile);
      }
      return Number.isFinite(value) ? value : NaN;
    },
    /** What one event adds to a group's value: 1 / denominator for a ratio, what the watch says for the others (0: no counts). */
    eventUnit: (group: number, countUnit: number): number =>
      kind[group] === CODES.ratio ? eventUnitOf(second[group]!) : countUnit,
    /** Most steps never change again, so nothing is copied: not until something comes. */
    snapshot(): StepColumnsState {
      lent = true;
      return {
        kind: kind.subarray(0, end),
        first: first.subarray(0, end),
        second: second.subarray(0, end),
        histograms: [...histograms],
      };
    },
    restore(state: StepColumnsState): void {
      kind = state.kind.slice();
      first = state.first.slice();
      second = state.second.slice();
      histograms = new Map(state.histograms);
      end = kind.length;
    },
  };
}

export type StepColumns = ReturnType<typeof createStepColumns>;
