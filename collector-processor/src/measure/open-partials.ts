import { widened } from '../widened.ts';
import { mergeAggregates } from '../series/aggregate.ts';
import type { Aggregate, SeriesPartial } from '../series/types.ts';
import type { Target } from './batch-builder.ts';
import { ExponentialSums } from './exponential/sums.ts';
import type { Observation } from './observation.ts';

type Kind = Aggregate['kind'];
type Histogram = Extract<Aggregate, { kind: 'histogram' }>;

const FIRST_ROWS = 64;
/** Rows that are kept between requests; what a larger one needed beyond is let go. */
const KEPT_ROWS = 1 << 16;
const EMPTY: Histogram = { kind: 'histogram', lowers: [], uppers: [], counts: [] };

/**
 * The contributions of one request that still take further ones: a row each, its numbers in columns, so that a point adds
 * to them without an object of its own.
 *
 * | kind      | first     | second      |
 * |-----------|-----------|-------------|
 * | sum       | sum       | –           |
 * | mean      | sum       | count       |
 * | last      | value     | time, ms    |
 * | max       | value     | –           |
 * | ratio     | numerator | denominator |
 * | histogram | –         | –           |
 */
export class OpenPartials {
  count = 0;
  stepStartMs = new Float64Array(FIRST_ROWS);
  #first = new Float64Array(FIRST_ROWS);
  #second = new Float64Array(FIRST_ROWS);
  readonly #kinds: Kind[] = [];
  readonly #targets: Target[] = [];
  /** Explicit buckets; exponential ones are in the sums. */
  readonly #histograms: (Histogram | null)[] = [];
  readonly #sums = new ExponentialSums();

  /** @returns the row, to which nothing was contributed yet */
  open(target: Target, stepStartMs: number, kind: Kind): number {
    const row = this.count++;
    if (row === this.#first.length) this.#resize(row * 2);
    this.stepStartMs[row] = stepStartMs;
    this.#kinds[row] = kind;
    this.#targets[row] = target;
    this.#first[row] = kind === 'last' || kind === 'max' ? -Infinity : 0;
    this.#second[row] = kind === 'last' ? -Infinity : 0;
    this.#histograms[row] = kind === 'histogram' ? EMPTY : null;
    if (kind === 'histogram') this.#sums.open(row);
    return row;
  }

  /**
   * Adds a share of an observation, as mergeAggregates would.
   *
   * @param shares of its steps, `step` the one that is meant: a number that is handed over in a call is put on the heap
   * @param divisor of the observation's values
   * @param isNumerator for ratios
   */
  contribute(
    row: number,
    observation: Observation,
    shares: Float64Array,
    step: number,
    divisor: number,
    isNumerator: boolean,
  ): void {
    const { value } = observation;
    const share = shares[step]!;
    const isLevel = observation.kind === 'level';
    const first = this.#first;
    const second = this.#second;
    switch (this.#kinds[row]) {
      case 'sum':
        first[row]! += value * share;
        return;
      case 'ratio':
        if (isNumerator) first[row]! += value * share;
        second[row]! += value * share;
        return;
      case 'mean':
        if (!isLevel && value === 0) return;
        first[row]! += isLevel ? value : (observation.sum / divisor) * share;
        second[row]! += isLevel ? 1 : value * share;
        return;
      case 'max':
        first[row] = Math.max(first[row]!, isLevel ? value : observation.max / divisor);
        return;
      case 'last': {
        const { toMs } = observation;
        if (toMs < second[row]! || (toMs === second[row]! && value <= first[row]!)) return;
        first[row] = value;
        second[row] = toMs;
        return;
      }
      case 'histogram':
        if (isLevel || observation.packed === null)
          this.#histograms[row] = withBuckets(this.#histograms[row]!, observation, share, divisor);
        else this.#sums.add(row, observation.packed, shares, step, divisor);
    }
  }

  /** What was contributed since the last time. */
  take(): SeriesPartial[] {
    const partials: SeriesPartial[] = [];
    for (let row = 0; row < this.count; row++) {
      const { watch, labels } = this.#targets[row]!;
      partials.push({ watch, labels, stepStartMs: this.stepStartMs[row]!, aggregate: this.#aggregate(row) });
    }
    this.count = 0;
    this.#sums.clear();
    if (this.#first.length > KEPT_ROWS) {
      this.#resize(FIRST_ROWS);
      this.#kinds.length = this.#targets.length = this.#histograms.length = 0;
    }
    return partials;
  }

  #resize(size: number): void {
    this.stepStartMs = widened(this.stepStartMs, size);
    this.#first = widened(this.#first, size);
    this.#second = widened(this.#second, size);
  }

  #aggregate(row: number): Aggregate {
    const kind = this.#kinds[row]!;
    const first = this.#first[row]!;
    const second = this.#second[row]!;
    switch (kind) {
      case 'sum':
        return { kind, sum: first };
      case 'mean':
        return { kind, sum: first, count: second };
      case 'last':
        return { kind, value: first, timeMs: second };
      case 'max':
        return { kind, value: first };
      case 'ratio':
        return { kind, numerator: first, denominator: second };
      case 'histogram': {
        const exponential = this.#sums.histogram(row);
        return exponential === null ? this.#histograms[row]! : withAdded(this.#histograms[row]!, exponential);
      }
    }
  }
}

function withBuckets(aggregate: Histogram, observation: Observation, share: number, divisor: number): Histogram {
  const { kind, value, counts } = observation;
  if (kind === 'level')
    return withAdded(aggregate, { kind: 'histogram', lowers: [value], uppers: [value], counts: [1] });
  const { lowers, uppers } = observation.buckets.scaled(divisor);
  if (aggregate.lowers === lowers && aggregate.uppers === uppers) {
    const sums = aggregate.counts as number[];
    for (let i = 0; i < sums.length; i++) sums[i]! += counts[i]! * share;
    return aggregate;
  }
  const shares = uppers.map((_upper, i) => counts[i]! * share);
  return withAdded(aggregate, { kind: 'histogram', lowers, uppers, counts: shares });
}

const withAdded = (aggregate: Histogram, added: Histogram): Histogram =>
  aggregate.uppers.length === 0 ? added : (mergeAggregates(aggregate, added) as Histogram);
