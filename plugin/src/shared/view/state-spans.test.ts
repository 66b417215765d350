import { describe, expect, it } from '@jest/globals';
import { STEP_MS, T0, aRange } from '../../test-support/fixtures';
import { bandFrames } from '../frames/bands';
import { overlayView } from './overlay-view';
import { heldSpans, stripSpans } from './state-spans';

const OPTIONS = { refId: 'A', unit: '', bands: 'both', showValue: true, withDetail: true } as const;
const [SERIES] = aRange().series;
const times = [0, 1, 2, 3].map((step) => T0 + step * STEP_MS);
const column = (cells: number[]) => ({ times, value: cells, expected: cells, score: cells });
const viewOf = (...series: Array<Record<string, unknown>>) =>
  overlayView(
    bandFrames(
      aRange({ series: series.map((change, n) => ({ ...SERIES, labels: { n: `${n}` }, ...change })) }),
      OPTIONS,
    ),
  );
const span = (kind: string, first: number, last: number) => ({
  kind,
  fromMs: T0 + first * STEP_MS,
  toMs: T0 + (last + 1) * STEP_MS,
});

describe('stripSpans', () => {
  it('joins neighbouring steps of one level and takes the worst of all series', () => {
    const view = viewOf(
      { ...column([1, 1, 1, 1]), severity: [0, 20, 20, 0], learning: [0, 0, 0, 0] },
      { ...column([1, 1, 1, 1]), severity: [0, 0, 80, 0], learning: [0, 0, 0, 0] },
    );

    expect(stripSpans(view, [0, 1])).toEqual([span('moderate', 1, 1), span('critical', 2, 2)]);
    expect(stripSpans(view, [0])).toEqual([span('moderate', 1, 2)]);
  });

  it('says learning only where all series are', () => {
    const early = { ...column([1, 1, 1, 1]), severity: [0, 0, 0, 0] };
    const view = viewOf({ ...early, learning: [1, 1, 0, 0] }, { ...early, learning: [1, 0, 0, 0] });

    expect(stripSpans(view, [0, 1])).toEqual([span('learning', 0, 0)]);
  });

  it('shows nothing of lines that have no states', () => {
    expect(stripSpans(viewOf({ ...column([1, 2, 3, 4]), severity: undefined, learning: undefined }), [0])).toEqual([]);
  });
});

describe('heldSpans', () => {
  it('parts spans where a step lies between them', () => {
    const view = viewOf({ ...column([1, 1, 1, 1]), held: [1, 0, 1, 1] });

    expect(heldSpans(view, [0])).toEqual([span('held', 0, 0), span('held', 2, 3)]);
  });
});
