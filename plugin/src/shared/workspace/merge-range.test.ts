import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { STEP_MS, T0, aRange } from '../../test-support/fixtures';
import type { RangeResponse } from '../api/contract';
import { mergeRange } from './merge-range';

/** Steps first..last, each holding its own number and how often it was revised. */
const steps = (first: number, last: number, revision: number): RangeResponse => {
  const numbers = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return aRange({
    series: [
      {
        labels: { a: '1' },
        times: numbers.map((step) => T0 + step * STEP_MS),
        value: numbers.map((step) => step * 10 + revision),
        upper: numbers.map(() => null),
      },
    ],
  });
};

describe('mergeRange', () => {
  it('replaces what came again, adds what is new, drops what has left the window', () => {
    const merged = mergeRange(steps(0, 5, 0), steps(4, 7, 1), T0 + 2 * STEP_MS);

    expect(merged.series[0].value).toEqual([20, 30, 41, 51, 61, 71]);
    expect(merged.series[0].times).toHaveLength(6);
    expect(merged.series[0].upper).toHaveLength(6);
  });

  it('takes series that are new, and forgets those that are gone', () => {
    const fresh = aRange({ series: [{ labels: { b: '2' }, times: [T0], value: [1] }] });

    expect(mergeRange(steps(0, 5, 0), fresh, T0).series).toEqual(fresh.series);
  });

  it('keeps what is known when nothing came', () => {
    expect(mergeRange(steps(0, 2, 0), steps(3, 2, 1), T0).series[0].value).toEqual([0, 10, 20]);
  });

  it('fills a column that was not known before with gaps', () => {
    const tail = aRange({ series: [{ labels: { a: '1' }, times: [T0 + 3 * STEP_MS], value: [31], score: [2] }] });

    expect(mergeRange(steps(0, 2, 0), tail, T0).series[0].score).toEqual([null, null, null, 2]);
  });

  it('equals one request for everything, wherever it is cut', () => {
    const cut = fc.tuple(fc.nat(20), fc.nat(20), fc.nat(20)).map((cuts) => cuts.sort((a, b) => a - b));
    fc.assert(
      fc.property(cut, fc.nat(10), ([from, tail, knownLast], more) => {
        const last = knownLast + more;
        const merged = mergeRange(steps(0, knownLast, 0), steps(tail, last, 0), T0 + from * STEP_MS);
        expect(merged).toEqual(steps(from, last, 0));
      }),
    );
  });
});
