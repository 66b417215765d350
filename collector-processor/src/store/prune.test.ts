import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { incident, stepReport } from '../../test/support/step-report.ts';
import { createStore, type Store } from './index.ts';
import type { Retention } from './prune.ts';

const DAY_MS = 86_400_000;
const STEP_MS = 60_000;
const START_MS = 1_000_000_020_000;
/** More than are gone through in one transaction. */
const SERIES = 600;
const timeOf = (step: number): number => START_MS + step * STEP_MS;

const report = (step: number, count = SERIES) =>
  stepReport({
    stepStartMs: timeOf(step),
    rows: Array.from({ length: count }, (_, i) => ({ labels: { item: String(i) } })),
  });

function timesOf(store: Store, item: number): readonly number[] {
  const { id } = store.findSeries('requests', { item: String(item) })!;
  return store.range({ watch: 'requests', seriesIds: [id], fromMs: 0, toMs: 2e12 })[0]!.times;
}

/** A training after which a series is scored by tide, as before. */
const learned = (item: number) => ({
  decision: {
    ...{ watch: 'requests', labels: { item: String(item) }, atMs: 1 },
    ...{ uses: ['tide'] as const, reason: 'as the watch says', figures: {} },
  },
  fresh: [],
  versions: {},
});

describe('pruning', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidemark-prune-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const path = (): string => join(folder, 'tidemark.db');
  const open = (retention: Retention): Store => createStore({ path: path(), retention });

  it('removes steps, empty series and closed incidents past their retention, and keeps open ones', async () => {
    const store = open({ stepsMs: 7 * DAY_MS, incidentsMs: 90 * DAY_MS, hoursMs: 90 * DAY_MS, daysMs: 90 * DAY_MS });
    const nowMs = START_MS + 100 * DAY_MS;
    store.writeReport(
      stepReport({ stepStartMs: START_MS, rows: [{ labels: { route: '/old' } }, { labels: { route: '/live' } }] }),
    );
    store.writeReport(stepReport({ stepStartMs: nowMs - STEP_MS, rows: [{ labels: { route: '/live' } }] }));
    store.saveIncident(incident({ id: 'old', status: 'closed', endMs: START_MS }));
    store.saveIncident(incident({ id: 'open' }));

    expect(await store.prune(nowMs)).toEqual({ status: 'written', steps: 2, incidents: 1 });
    expect(store.series('requests').map(({ labels }) => labels)).toEqual([{ route: '/live' }]);
    expect(store.incidents({}).incidents.map(({ id }) => id)).toEqual(['open']);

    store.writeReport(stepReport({ stepStartMs: nowMs, rows: [{ labels: { route: '/old' } }] }));
    expect(store.series('requests')).toHaveLength(2);
    store.close();
  });

  it('removes steps that have not been moved yet, and then their series', async () => {
    const store = open({ stepsMs: 1e6, incidentsMs: 1e6, hoursMs: 1e6, daysMs: 1e6 });
    const engines = report(0).step.series;
    for (let step = 0; step < 20; step++) {
      const { step: whole, ...rest } = report(step);
      store.writeReport({ ...rest, step: { ...whole, series: engines } });
    }
    // Those of a part that gets no further ones are not moved.
    await store.prune(timeOf(18) + 1e6);
    expect(timesOf(store, 3)).toEqual([timeOf(18), timeOf(19)]);
    await store.prune(timeOf(20) + 10 * DAY_MS);
    expect(store.series('requests')).toEqual([]);
    // The engine has them still, as the same objects in the same list.
    const again = report(20_000);
    store.writeReport({ ...again, step: { ...again.step, series: engines } });
    expect(store.series('requests')).toHaveLength(SERIES);
    await store.prune(timeOf(20_000) + 10 * DAY_MS);
    const rest = report(40_000, 300);
    store.writeReport({ ...rest, step: { ...rest.step, series: engines.slice(0, 300) } });
    expect(store.series('requests')).toHaveLength(300);
    store.close();
  });

  it('lets others have their turn: of a watch that went and came again meanwhile nothing new is lost', async () => {
    const store = open({ stepsMs: 1e6, incidentsMs: 1e15 });
    for (let step = 0; step < 20; step++) store.writeReport(report(step));
    const pruning = store.prune(timeOf(19) + 1e6);
    store.removeWatch('requests', true);
    store.writeReport(report(21));
    store.saveTraining(learned(599));
    expect((await pruning).status).toBe('written');
    expect(timesOf(store, 599)).toEqual([timeOf(21)]);
    expect(store.decisions('requests')).toHaveLength(1);
    store.close();
  });

  it('that fails leaves what is told as it is on the disk, and goes on when it can', async () => {
    const failures: string[] = [];
    const store = createStore({
      path: path(),
      retention: { stepsMs: 1e6, incidentsMs: 1e6, hoursMs: 1e6, daysMs: 1e6 },
      onFailure: (operation, reason) => void failures.push(`${operation}: ${reason}`),
    });
    for (let step = 0; step < 5; step++) store.writeReport(report(step));
    store.saveIncident(incident({ id: 'old', status: 'closed', endMs: START_MS }));
    const beside = new DatabaseSync(path());
    beside.exec("CREATE TRIGGER no BEFORE DELETE ON incidents BEGIN SELECT RAISE(ABORT, 'no'); END");

    const nowMs = timeOf(5) + 10 * DAY_MS;
    expect(await store.prune(nowMs)).toEqual({ status: 'failed', reason: expect.any(String), steps: 0, incidents: 0 });
    expect(failures).toEqual(['prune: no']);
    expect(timesOf(store, 3)).toEqual([0, 1, 2, 3, 4].map(timeOf));

    beside.exec('DROP TRIGGER no');
    beside.close();
    expect(await store.prune(nowMs)).toEqual({ status: 'written', steps: 5 * SERIES, incidents: 1 });
    expect(store.series('requests')).toEqual([]);
    store.close();
  });
});
