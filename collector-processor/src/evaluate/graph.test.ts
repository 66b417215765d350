import { describe, expect, it } from '@jest/globals';
import { GRAPH_COLUMNS, GRAPH_LEVELS, graphOf, NO_LEVEL } from './graph.ts';

const input = (values: number[]) => ({
  startMs: 0,
  stepMs: 1000,
  values: Float64Array.from(values),
  labels: new Uint8Array(values.length),
  alarms: new Uint8Array(values.length),
  testFrom: 0,
  band: null,
});

describe('graphOf', () => {
  it('keeps a short series as it is, a missing value as none', () => {
    const graph = graphOf(input([10, NaN, 20, 15]));
    expect([graph.low, graph.high, graph.stepsPerColumn]).toEqual([10, 20, 1]);
    expect([...graph.least]).toEqual([0, NO_LEVEL, GRAPH_LEVELS, Math.round(GRAPH_LEVELS / 2)]);
  });

  it('thins a long one out, and loses no spike and no mark', () => {
    const values = new Array<number>(100_000).fill(1);
    values[54_321] = 9;
    const labels = new Uint8Array(values.length);
    labels[54_321] = 1;
    const graph = graphOf({ ...input(values), labels, testFrom: 50_000 });
    expect(graph.most.length).toBeLessThanOrEqual(GRAPH_COLUMNS);
    const column = Math.floor(54_321 / graph.stepsPerColumn);
    expect([graph.least[column], graph.most[column], graph.labelled[column]]).toEqual([0, GRAPH_LEVELS, 1]);
    expect(graph.scoredFrom).toBe(Math.floor(50_000 / graph.stepsPerColumn));
    expect(graph.labelled.reduce((a, b) => a + b, 0)).toBe(1);
  });

  it('draws limits beyond the values at the edge', () => {
    const band = { lower: Float64Array.of(-50, NaN), upper: Float64Array.of(99, NaN) };
    const graph = graphOf({ ...input([0, 10]), band });
    expect([[...graph.band!.lower], [...graph.band!.upper]]).toEqual([
      [0, NO_LEVEL],
      [GRAPH_LEVELS, NO_LEVEL],
    ]);
  });
});
