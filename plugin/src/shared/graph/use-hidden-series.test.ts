import { describe, expect, it } from '@jest/globals';
import { aRange } from '../../test-support/fixtures';
import { bandFrames } from '../frames/bands';
import { overlayView } from '../view/overlay-view';
import { toggled } from './use-hidden-series';

const [SERIES] = aRange().series;
const view = overlayView(
  bandFrames(aRange({ series: ['a', 'b', 'c'].map((name) => ({ ...SERIES, labels: { name } })) }), {
    ...{ refId: 'A', unit: '', bands: 'both', showValue: true, withDetail: true },
  }),
);
const [a, b, c] = view.groups.map(({ key }) => key);
const after = (hidden: string[], key: string, add = false) => [...toggled(view, new Set(hidden), key, add)].sort();

describe('toggled', () => {
  it('shows a series alone, and all again when it is pressed anew', () => {
    expect(after([], a)).toEqual([b, c].sort());
    expect(after([b, c], a)).toEqual([]);
  });

  it('moves on to another series', () => {
    expect(after([b, c], b)).toEqual([a, c].sort());
  });

  it('switches one by itself with a modifier key', () => {
    expect(after([], a, true)).toEqual([a]);
    expect(after([a, b], a, true)).toEqual([b]);
  });
});
