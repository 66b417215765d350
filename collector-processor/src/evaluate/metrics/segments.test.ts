import { describe, expect, it } from '@jest/globals';
import { segmentsOf } from './segments.ts';

describe('segmentsOf', () => {
  it.each([
    [[], []],
    [[0, 0], []],
    [
      [1, 1, 0, 1],
      [
        [0, 2],
        [3, 4],
      ],
    ],
    [[0, 1, 1], [[1, 3]]],
  ])('of %j are %j', (labels, segments) => {
    expect(segmentsOf(labels).map(({ from, to }) => [from, to])).toEqual(segments);
  });
});
