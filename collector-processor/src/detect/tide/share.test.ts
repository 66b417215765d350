import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../random.ts';
import { ditherOf, fillShares, followShare, shareAt } from './share.ts';

describe('shares in 16 bits', () => {
  it.each([0, 1])('come to %i and stay there', (target) => {
    const shares = new Int16Array(2);
    fillShares(shares, 0, 2, 0.5);
    for (let step = 0; step < 200_000; step++) followShare(shares, 1, target as 0 | 1, 1 / 4320, ditherOf(step));
    expect(shareAt(shares, 1)).toBeCloseTo(target, 4);
    expect(shareAt(shares, 0)).toBeCloseTo(0.5, 4);
    fillShares(shares, 0, 1, target);
    followShare(shares, 0, target as 0 | 1, 1 / 4320, 0.999);
    expect(shareAt(shares, 0)).toBe(target);
  });

  it.each([0.003, 0.05, 0.3, 0.85])('follow a share of %d at weights below their precision', (usual) => {
    const shares = new Int16Array(1);
    const random = createRandom(1);
    let exact = 0.5;
    fillShares(shares, 0, 1, exact);
    for (let step = 0; step < 100_000; step++) {
      const now = random() < usual ? 1 : 0;
      exact += (now - exact) / 4320;
      followShare(shares, 0, now, 1 / 4320, ditherOf(step));
    }
    expect(Math.abs(shareAt(shares, 0) - exact)).toBeLessThan(0.0005);
  });
});
