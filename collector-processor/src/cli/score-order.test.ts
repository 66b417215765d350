import { describe, expect, it } from '@jest/globals';
import type { StepReport } from '../pipeline/types.ts';
import { createScoreLines } from './score-lines.ts';
import { createScoreOrder, type StepVersions } from './score-order.ts';

function report(
  watch: string,
  stepStartMs: number,
  values: Record<number, number>,
  { stepMs = 60_000, revision = 0 } = {},
): StepReport {
  const ids = Object.keys(values).map(Number);
  const column = (value: number): Float64Array => new Float64Array(ids.length).fill(value);
  return {
    step: {
      watch,
      stepStartMs,
      stepMs,
      revision,
      part: 0,
      series: ids.map((id) => ({ id, watch, labels: { id: String(id) } })),
      columns: {
        value: Float64Array.from(Object.values(values)),
        expected: column(NaN),
        typicalLower: column(NaN),
        typicalUpper: column(NaN),
        lower: column(NaN),
        upper: column(Infinity),
        score: column(0.5),
        change: column(0),
        lasting: column(0.5),
        direction: new Int8Array(ids.length).fill(-1),
        severity: column(0),
        learning: new Uint8Array(ids.length),
        held: new Uint8Array(ids.length),
      },
    },
    incidents: ids.map(() => null),
    changed: [],
  };
}

const starts = (released: readonly StepVersions[]): string[] =>
  released.map(([first]) => `${first?.step.watch}@${first?.step.stepStartMs}`);

describe('the order of scores', () => {
  it('is that of time over watches of different steps', () => {
    const order = createScoreOrder(180_000);
    for (const startMs of [0, 60_000, 120_000]) order.add(report('minutes', startMs, { 1: 1 }));
    expect(starts(order.release(false))).toEqual([]);
    order.add(report('long', 0, { 2: 1 }, { stepMs: 180_000 }));
    order.add(report('minutes', 180_000, { 1: 1 }));
    expect(starts(order.release(true))).toEqual([
      'long@0',
      'minutes@0',
      'minutes@60000',
      'minutes@120000',
      'minutes@180000',
    ]);
  });

  it('holds back only what something could still come before', () => {
    const order = createScoreOrder(60_000);
    for (const startMs of [0, 60_000, 120_000]) order.add(report('w', startMs, { 1: 1 }));
    expect(starts(order.release(false))).toEqual(['w@0', 'w@60000']);
    expect(starts(order.release(true))).toEqual(['w@120000']);
  });
});

describe('a line', () => {
  it('has null where there is no number, and no class where no incident is open', () => {
    const { text, rows } = createScoreLines()([report('w', 60_000, { 7: NaN })]);
    expect(rows).toBe(1);
    expect(
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      {
        watch: 'w',
        labels: { id: '7' },
        time: 60_000,
        value: null,
        expected: null,
        lower: null,
        upper: null,
        score: 0.5,
        direction: -1,
        class: null,
      },
    ]);
  });

  it('is written once a series, as the last revision has it', () => {
    const versions = [report('w', 0, { 1: 10, 2: 20 }), report('w', 0, { 2: 25 }, { revision: 1 })];
    const lines = createScoreLines()(versions)
      .text.trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { labels: { id: string }; value: number });
    expect(Object.fromEntries(lines.map(({ labels, value }) => [labels.id, value]))).toEqual({ 1: 10, 2: 25 });
  });
});
