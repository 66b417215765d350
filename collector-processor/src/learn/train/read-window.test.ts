import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { watch } from '../../../test/scenarios/run.ts';
import { incident, stepReport } from '../../../test/support/step-report.ts';
import { createStore } from '../../store/index.ts';
import { readWindow } from './read-window.ts';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 2);
const database = join(mkdtempSync(join(tmpdir(), 'tidemark-window-')), 'tidemark.db');
const store = createStore({ path: database, retention: { stepsMs: 1e15, incidentsMs: 1e15 } });
const labels = { service: 'shop' };
for (let i = 10; i < 60; i++) {
  const stepStartMs = START + i * MINUTE;
  store.writeReport(stepReport({ stepStartMs, rows: [{ labels, value: i === 20 ? NaN : i }] }));
  store.writeReport({
    ...stepReport({ stepStartMs, rows: [{ labels, value: -i }] }),
    step: {
      ...stepReport({ stepStartMs, rows: [{ labels, value: -i }] }).step,
      watch: 'errors',
      series: [{ id: 9, watch: 'errors', labels }],
    },
  });
}
const span = (id: string, from: number, to: number, over = {}) =>
  store.saveIncident(
    incident({ id, labels, status: 'closed', startMs: START + from * MINUTE, endMs: START + to * MINUTE, ...over }),
  );
const verdict = (kind: 'real' | 'false_alarm') => ({ verdict: { verdict: kind, comment: '', by: '', atMs: START } });
span('unsaid', 12, 14, { closedBecause: 'recovered' });
span('real', 25, 26, { closedBecause: 'recovered', ...verdict('real') });
span('false', 30, 33, { closedBecause: 'accepted', ...verdict('false_alarm') });
span('new normal', 40, 50, { closedBecause: 'accepted' });
span('of another', 55, 57, { labels: { service: 'cart' } });

describe('training window', () => {
  const window = readWindow({
    database,
    watch: watch({ timezone: 'Europe/Berlin' }),
    labels,
    companions: [
      { name: 'errors', watch: 'errors', labels },
      { name: 'latency', watch: 'latency', labels },
    ],
    fromMs: START,
    toMs: START + 60 * MINUTE,
  });

  it('begins with the first value and keeps absence', () => {
    expect(window).toMatchObject({ startMs: START + 10 * MINUTE, stepMs: MINUTE, timezone: 'Europe/Berlin' });
    expect(window.values).toHaveLength(50);
    expect([...window.values.slice(8, 12)]).toEqual([18, 19, NaN, 21]);
  });

  it('leaves incidents out, but not false alarms and what became normal', () => {
    const left = [...window.leaveOut!.keys()].filter((i) => window.leaveOut![i] === 1).map((i) => i + 10);
    expect(left).toEqual([12, 13, 25]);
  });

  it('has the other measures of the service at the same steps, absent where there are none', () => {
    expect(window.companions!.errors![5]).toBe(-15);
    expect(window.companions!.latency!.every(Number.isNaN)).toBe(true);
  });

  it('is empty, not wrong, for a series that the store does not know', () => {
    const unknown = {
      database,
      watch: watch(),
      labels: { service: 'none' },
      companions: [],
      fromMs: START,
      toMs: START,
    };
    expect(readWindow(unknown).values).toHaveLength(0);
  });

  it('reaches to the newest step of a watch of many series', () => {
    const rows = Array.from({ length: 300 }, (_, item) => ({ labels: { item: String(item) }, value: item }));
    for (let i = 0; i < 21; i++)
      store.writeReport(stepReport({ watch: 'items', stepStartMs: START + i * MINUTE, rows }));
    const items = { ...watch(), name: 'items' };
    const job = { database, watch: items, labels: { item: '299' }, companions: [] };
    const { values } = readWindow({ ...job, fromMs: START, toMs: START + 21 * MINUTE });
    expect([...values]).toEqual(new Array<number>(21).fill(299));
  });
});
