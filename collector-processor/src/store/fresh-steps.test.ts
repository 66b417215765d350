import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stepReport, type RowGiven } from '../../test/support/step-report.ts';
import { createStore, type Store } from './index.ts';

const STEP_MS = 60_000;
const START_MS = 1_000_000_020_000;
const SERIES = 600;
const ends = { fromMs: 0, toMs: 2e12 };
const timeOf = (step: number): number => START_MS + step * STEP_MS;

/** Series i of step s, another value and score each; every seventh is absent. */
function rowOf(step: number, i: number): RowGiven {
  const value = (i + step) % 7 === 0 ? NaN : 10 + ((3 * i + 7 * step) % 9);
  return { labels: { item: String(i) }, value, score: ((i * 5 + step) % 40) / 20, learning: step < 3, severity: step };
}

const report = (step: number, count = SERIES) =>
  stepReport({ stepStartMs: timeOf(step), rows: Array.from({ length: count }, (_, i) => rowOf(step, i)) });

/** All that the store tells of some series' steps. */
function toldOf(store: Store): unknown {
  return [0, 1, 255, 300, 599].map((item) => {
    const { id } = store.findSeries('requests', { item: String(item) })!;
    return [
      store.range({ watch: 'requests', seriesIds: [id], ...ends }).map(({ times, columns }) => ({ times, columns })),
      store.latest(id),
      [0, 5, 30].map((step) => store.peakSeverity(id, timeOf(step), timeOf(step + 9))),
      [0, 7, 30].map((step) => store.peak(id, timeOf(step), timeOf(step + 9), 1)),
      store.coverage('requests', timeOf(2), item + 1),
    ];
  });
}

describe('steps of many series', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (name: string): Store =>
    createStore({ path: join(folder, name), retention: { stepsMs: 1e15, incidentsMs: 1e15 } });

  /** The same as parts of a few series each, which go to their place at once. */
  function small(steps: number): Store {
    const store = open('small.db');
    for (let step = 0; step < steps; step++) {
      const { step: whole, incidents } = report(step);
      for (let from = 0; from < SERIES; from += 200) {
        const rows = Array.from({ length: 200 }, (_, i) => rowOf(step, from + i));
        const part = stepReport({ stepStartMs: whole.stepStartMs, part: from / 200, rows });
        store.writeReport({ ...part, incidents: incidents.slice(from, from + 200) });
      }
    }
    return store;
  }

  it.each([1, 15, 17, 40])('are told the same wherever they stand: after %i steps', (steps) => {
    const one = small(steps);
    const large = open('large.db');
    for (let step = 0; step < steps; step++) expect(large.writeReport(report(step)).status).toBe('written');
    expect(toldOf(large)).toEqual(toldOf(one));
    // Another process on the same file.
    large.close();
    const again = open('large.db');
    expect(toldOf(again)).toEqual(toldOf(one));
    again.close();
    one.close();
  });

  it('are revised wherever they stand, and written again after a crash without a change', () => {
    const store = open('large.db');
    const revise = (step: number): void => {
      const rows = [{ labels: { item: '300' }, value: 777, severity: 50 }];
      store.writeReport(stepReport({ stepStartMs: timeOf(step), revision: 1, rows }));
    };
    for (let step = 0; step < 40; step++) {
      store.writeReport(report(step));
      // Before its step has moved.
      if (step === 10) revise(9);
    }
    // After it.
    revise(1);
    for (let step = 30; step < 60; step++) store.writeReport(report(step));
    const { id } = store.findSeries('requests', { item: '300' })!;
    const [range] = store.range({ watch: 'requests', seriesIds: [id], ...ends });
    expect(range!.times).toEqual(Array.from({ length: 60 }, (_, step) => timeOf(step)));
    const expected = Array.from({ length: 60 }, (_, step) => rowOf(step, 300).value!).map((v) => (v === v ? v : null));
    expected[1] = expected[9] = 777;
    expect(range!.columns.value).toEqual(expected);
    store.close();
  });

  it('follow the series that there are: some come, some go', () => {
    const store = open('large.db');
    for (let step = 0; step < 50; step++) store.writeReport(report(step, step < 25 ? 300 + step : SERIES - step));
    const timesOf = (item: number): readonly number[] => {
      const { id } = store.findSeries('requests', { item: String(item) })!;
      return store.range({ watch: 'requests', seriesIds: [id], ...ends })[0]!.times;
    };
    expect(timesOf(310)).toEqual(Array.from({ length: 39 }, (_, i) => timeOf(11 + i)));
    expect(timesOf(560)).toEqual(Array.from({ length: 15 }, (_, i) => timeOf(25 + i)));
    store.close();
  });

  it('go with their watch', () => {
    const store = open('large.db');
    for (let step = 0; step < 5; step++) store.writeReport(report(step));
    store.removeWatch('requests', true);
    store.writeReport(report(7));
    const { id } = store.findSeries('requests', { item: '3' })!;
    expect(store.range({ watch: 'requests', seriesIds: [id], ...ends })[0]!.times).toEqual([timeOf(7)]);
    store.close();
  });
});
