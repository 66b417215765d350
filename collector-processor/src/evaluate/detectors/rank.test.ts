import { describe, expect, it } from '@jest/globals';
import { heldRank, onsetRank, weighed } from './rank.ts';

describe('heldRank', () => {
  it('keeps what follows an alarm above the rest, below the limit', () => {
    const rank = heldRank(Float64Array.of(0.1, 3, 0.1, NaN, 0.1));
    expect([...rank]).toEqual([0.1, 3, 0.6, expect.closeTo(0.54, 9), expect.closeTo(0.486, 9)]);
  });
});

describe('onsetRank', () => {
  it('halves what comes shortly after something larger, and no later onset', () => {
    const rank = onsetRank(Float64Array.of(0.2, 3, 2, 2.9, ...new Float64Array(20), 0.5, 4));
    expect([...rank.slice(0, 4)]).toEqual([0.2, 3, 1, 2.9]);
    expect([...rank.slice(-2)]).toEqual([0.5, 4]);
  });
});

describe('weighed', () => {
  it('ranks the larger of two equally unusual steps first, as a share of the level so far', () => {
    const rank = weighed(
      Float64Array.of(0, 4, 4, 1, 1),
      Float64Array.of(10, 10, 40, NaN, 20),
      Float64Array.of(10, 9, 0, 10, NaN),
    );
    expect([...rank]).toEqual([0, expect.closeTo(Math.sqrt(0.4), 9), expect.closeTo(Math.sqrt(8), 9), 0, 0]);
  });
});
