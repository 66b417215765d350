import { expect, it } from '@jest/globals';
import { shareMore } from './share-more.ts';

it.each([
  ['a quarter more', 0.2, 0.25, 0.25],
  ['less', 0.4, 0.1, -0.75],
  ['nothing any more', 0.1, 0, -1],
  ['nothing as before', 0, 0, 0],
  ['something from nothing', 0, 0.02, 99],
  ['something from next to nothing', 1e-300, 0.02, 99],
])('tells %s', (_what, before, now, share) => {
  expect(shareMore(before, now)).toBeCloseTo(share);
});
