import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createTheme } from '@grafana/data';
import type uPlot from 'uplot';
import type { Region } from '../view/regions';
import { drawNow, drawRegions } from './draw-regions';

const theme = createTheme();
const region = (change: Partial<Region> = {}): Region => ({
  ...{ startMs: 100, endMs: 200, title: '', text: '', color: 'red', incident: null },
  ...change,
});

/** A plot of 1000 px for the times 0 to 1000, that records what is drawn. */
function plot() {
  const rects: Array<{ x: number; width: number; height: number; fill: string }> = [];
  const ctx = {
    ...{ fillStyle: '', strokeStyle: '', lineWidth: 0, font: '', textBaseline: '', textAlign: '' },
    ...{ save: jest.fn(), restore: jest.fn(), beginPath: jest.fn(), rect: jest.fn(), clip: jest.fn() },
    ...{ stroke: jest.fn(), moveTo: jest.fn(), lineTo: jest.fn(), setLineDash: jest.fn(), fillText: jest.fn() },
    fillRect(x: number, _y: number, width: number, height: number) {
      rects.push({ x, width, height, fill: this.fillStyle });
    },
  };
  const u = {
    ctx,
    bbox: { left: 0, top: 0, width: 1000, height: 400 },
    scales: { x: { min: 0, max: 1000 } },
    valToPos: (value: number) => value,
  };
  return { u: u as unknown as uPlot, ctx, rects };
}

describe('drawRegions', () => {
  let drawn: ReturnType<typeof plot>;
  beforeEach(() => {
    drawn = plot();
  });

  it('tints the height and draws a strip on top', () => {
    drawRegions(drawn.u, [region()], null, theme);

    expect(drawn.rects.map(({ x, width, height }) => [x, width, height])).toEqual([
      [100, 100, 400],
      [100, 100, 3],
    ]);
  });

  it('cuts off what lies outside of the range, and leaves out what lies there whole', () => {
    drawRegions(drawn.u, [region({ startMs: -50 }), region({ startMs: 2000, endMs: 3000 })], null, theme);

    expect(drawn.rects.map(({ x, width }) => [x, width])).toEqual([
      [0, 200],
      [0, 200],
    ]);
  });

  it('keeps a mark without length visible', () => {
    drawRegions(drawn.u, [region({ endMs: 100 })], null, theme);

    expect(drawn.rects[0].width).toBe(2);
  });

  it('tints once where regions of one colour overlap', () => {
    const others = [region({ startMs: 150, endMs: 250 }), region({ startMs: 160, endMs: 170 })];
    drawRegions(drawn.u, [region(), ...others, region({ color: 'blue' })], null, theme);

    expect(drawn.rects.filter(({ height }) => height === 400).map(({ x, width }) => [x, width])).toEqual([
      [100, 150],
      [100, 100],
    ]);
  });

  it('draws the selected incident stronger', () => {
    const incident = {
      id: 'x',
      severity: 50,
      open: false,
      series: '',
      class: 'drop',
      verdict: null,
      link: null,
      datasourceUid: null,
    };
    drawRegions(drawn.u, [region({ incident })], null, theme);
    drawRegions(drawn.u, [region({ incident })], 'x', theme);

    expect(drawn.rects[2].fill).not.toBe(drawn.rects[0].fill);
  });
});

describe('drawNow', () => {
  it.each([
    [500, 1],
    [-1, 0],
    [1000, 0],
  ])('now at %d: %d line', (nowMs, lines) => {
    const { u, ctx } = plot();

    drawNow(u, nowMs, theme);

    expect(ctx.stroke).toHaveBeenCalledTimes(lines);
  });
});
