import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type uPlot from 'uplot';
import { densePath } from './dense-path';

type Step = [command: 'M' | 'L', x: number, y: number];

/** Records what is drawn; jsdom has no Path2D. */
class RecordedPath {
  readonly steps: Step[] = [];
  moveTo(x: number, y: number) {
    this.steps.push(['M', x, y]);
  }
  lineTo(x: number, y: number) {
    this.steps.push(['L', x, y]);
  }
}

/** A plot of 10 by 100 pixels at (0, 0), times 0 to 100, values 0 to 10. */
function draw(values: Array<number | null | undefined>): Step[] {
  const times = values.map((_, row) => (row * 100) / (values.length - 1));
  const u = {
    bbox: { left: 0, top: 0, width: 10, height: 100 },
    data: [times, values],
    scales: { x: { min: 0, max: 100 }, y: { min: 0, max: 10 } },
    series: [{}, { scale: 'y' }],
  } as unknown as uPlot;
  return (densePath(u, 1, 0, values.length - 1)?.stroke as unknown as RecordedPath).steps;
}

describe('densePath', () => {
  const before = globalThis.Path2D;
  beforeEach(() => {
    globalThis.Path2D = RecordedPath as unknown as typeof Path2D;
  });
  afterEach(() => {
    globalThis.Path2D = before;
  });

  it('draws two ends of every column of pixels, whatever the number of steps', () => {
    const steps = draw(Array.from({ length: 1001 }, (_, row) => (row % 10 === 5 ? 10 : row % 10 === 2 ? 0 : 5)));

    expect(steps).toHaveLength(22);
    expect(new Set(steps.map(([, , y]) => y))).toEqual(new Set([0, 100]));
  });

  it('keeps the order in which extremes came', () => {
    expect(draw([0, 10, 5, 5])[0]).toEqual(['M', 0, 100]);
    expect(draw([8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 2])[0]).toEqual(['M', 0, 20]);
  });

  it('leaves a gap where a step is empty, and none where it is another series that has the step', () => {
    const moves = (values: Array<number | null | undefined>) =>
      draw(values).filter(([command]) => command === 'M').length;

    expect(moves([1, 1, 1, null, 1, 1, 1])).toBe(2);
    expect(moves([1, 1, 1, undefined, 1, 1, 1])).toBe(1);
    expect(moves([null, null])).toBe(0);
  });
});
