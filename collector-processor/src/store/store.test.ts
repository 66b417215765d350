import { describe, expect, it } from '@jest/globals';
import { incident, stepReport } from '../../test/support/step-report.ts';
import { createStore, MEMORY, type StoreOptions } from './index.ts';

const DAY_MS = 86_400_000;
const STEP_MS = 60_000;
const START_MS = 1_000_000_020_000;

function memoryStore(options: Partial<StoreOptions> = {}) {
  return createStore({ path: MEMORY, retention: { stepsMs: 7 * DAY_MS, incidentsMs: 90 * DAY_MS }, ...options });
}

describe('a series that is gone', () => {
  it('leaves nothing behind that another could take for its own', () => {
    const store = memoryStore();
    const write = (watch: string) =>
      store.writeReport(stepReport({ watch, stepStartMs: START_MS, rows: [{ labels: {} }] }));
    write('pool');
    const { id } = store.series('pool')[0]!;
    const curve = { startMs: START_MS, stepMs: STEP_MS, model: 'auto', fallback: null, level: 1, comparedAtMs: null };
    const numbers = { expected: [1], lower: [0], upper: [2], lower80: [0], upper80: [2], backtests: [] };
    store.saveForecast(id, { ...curve, ...numbers, limit: null, degradation: null }, [STEP_MS]);
    const warning = { id: 'w', watch: 'pool', labels: {}, openedMs: 1, closedMs: null };
    store.saveWarning(warning as never);
    store.saveDegradation(warning as never);

    store.removeWatch('pool', true);
    expect(store.forecastOf(id)).toBeNull();
    expect([store.forecastsKnown(), store.warnings({}), store.degradations({})]).toEqual([[], [], []]);
    write('disk');
    expect(store.series('disk')[0]!.id).toBeGreaterThan(id);
    store.close();
  });
});

describe('steps', () => {
  it('gives back every column of what was written, absent as null, oldest first', () => {
    const store = memoryStore();
    const shop = { 'service.name': 'shop' };
    store.writeReport(stepReport({ stepStartMs: START_MS + STEP_MS, rows: [{ labels: shop, value: NaN, score: 2 }] }));
    store.writeReport(stepReport({ stepStartMs: START_MS, rows: [{ labels: shop, value: 0.1, learning: true }] }));

    const seriesIds = store.series('requests').map(({ id }) => id);
    const [range] = store.range({ watch: 'requests', seriesIds, fromMs: START_MS, toMs: START_MS + 2 * STEP_MS });

    expect(range?.series.labels).toEqual(shop);
    expect(range?.times).toEqual([START_MS, START_MS + STEP_MS]);
    expect(range?.columns).toEqual({
      value: [0.1, null],
      expected: [10, 10],
      typicalLower: [8, 8],
      typicalUpper: [12, 12],
      lower: [5, 5],
      upper: [15, 15],
      score: [0, 2],
      direction: [0, 0],
      severity: [0, 0],
      learning: [1, 0],
      held: [0, 0],
    });
    store.close();
  });

  it('includes fromMs and excludes toMs', () => {
    const store = memoryStore();
    for (const k of [0, 1, 2])
      store.writeReport(stepReport({ stepStartMs: START_MS + k * STEP_MS, rows: [{ labels: {} }] }));
    const seriesIds = store.series('requests').map(({ id }) => id);
    const range = { watch: 'requests', seriesIds, fromMs: START_MS, toMs: START_MS + 2 * STEP_MS };
    expect(store.range(range)[0]?.times).toEqual([START_MS, START_MS + STEP_MS]);
    store.close();
  });

  it('lets a revision replace the rows it holds and no others', () => {
    const store = memoryStore();
    const rows = [{ labels: { route: '/a' } }, { labels: { route: '/b' } }];
    store.writeReport(stepReport({ stepStartMs: START_MS, rows }));
    store.writeReport(
      stepReport({ stepStartMs: START_MS, revision: 1, rows: [{ labels: { route: '/b' }, value: 7 }] }),
    );
    const valueOf = (route: string) => {
      const id = store.findSeries('requests', { route })!.id;
      return store.range({ watch: 'requests', seriesIds: [id], fromMs: 0, toMs: START_MS + 1 })[0]?.columns.value;
    };
    expect([valueOf('/a'), valueOf('/b')]).toEqual([[10], [7]]);
    store.close();
  });

  it('knows a series by watch and labels in any order, whatever id the engine gives', () => {
    const store = memoryStore();
    store.writeReport(stepReport({ stepStartMs: START_MS, rows: [{ id: 1, labels: { a: '1', b: '2' } }] }));
    store.writeReport(stepReport({ stepStartMs: START_MS + STEP_MS, rows: [{ id: 99, labels: { b: '2', a: '1' } }] }));
    store.writeReport(
      stepReport({ watch: 'errors', stepStartMs: START_MS, rows: [{ id: 1, labels: { a: '1', b: '2' } }] }),
    );
    expect(store.series('requests')).toHaveLength(1);
    expect(store.latest(store.series('requests')[0]!.id)).toMatchObject({ stepMs: START_MS + STEP_MS, value: 10 });
    expect(store.series('errors')).toHaveLength(1);
    store.close();
  });

  it('tells the peak severity of a range, −1 where there is nothing', () => {
    const store = memoryStore();
    store.writeReport(stepReport({ stepStartMs: START_MS, rows: [{ labels: {}, severity: 40 }] }));
    const id = store.series('requests')[0]!.id;
    expect(store.peakSeverity(id, START_MS, START_MS + 1)).toBe(40);
    expect(store.peakSeverity(id, 0, START_MS)).toBe(-1);
    store.close();
  });
});

describe('incidents', () => {
  it('keeps the verdict when the engine reports the incident anew without it', () => {
    const store = memoryStore();
    const verdict = { verdict: 'false_alarm', comment: 'load test', by: 'ann', atMs: START_MS } as const;
    store.saveIncident(incident({ verdict }));
    store.writeReport(
      stepReport({ stepStartMs: START_MS, rows: [{ labels: {}, incident: incident({ severity: 95 }) }] }),
    );
    expect(store.incident('incident-1')).toEqual(incident({ severity: 95, verdict }));
    store.close();
  });

  it('takes the latest of several verdicts', () => {
    const store = memoryStore();
    store.saveIncident(incident({ verdict: { verdict: 'real', comment: '', by: '', atMs: 2 } }));
    store.saveIncident(incident({ verdict: { verdict: 'expected', comment: '', by: '', atMs: 3 } }));
    expect(store.incident('incident-1')?.verdict?.verdict).toBe('expected');
    store.close();
  });

  it.each([
    ['nothing', {}, ['c', 'b', 'a']],
    ['time: ends before', { fromMs: 250 }, ['c', 'b']],
    ['time: starts after', { toMs: 250 }, ['b', 'a']],
    ['watch', { watch: 'errors' }, ['c']],
    ['status', { status: 'open' }, ['b']],
    ['labels', { matches: (labels: Readonly<Record<string, string>>) => labels.route === '/a' }, ['a']],
  ] as const)('filters by %s', (_by, filter, ids) => {
    const store = memoryStore();
    store.saveIncident(incident({ id: 'a', startMs: 100, endMs: 200, status: 'closed', labels: { route: '/a' } }));
    store.saveIncident(incident({ id: 'b', startMs: 200 }));
    store.saveIncident(incident({ id: 'c', startMs: 300, endMs: 400, status: 'closed', watch: 'errors' }));
    expect(store.incidents(filter).incidents.map(({ id }) => id)).toEqual(ids);
    store.close();
  });

  it('counts what is beyond the limit', () => {
    const store = memoryStore();
    for (const id of ['a', 'b', 'c']) store.saveIncident(incident({ id }));
    expect(store.incidents({ limit: 2 })).toMatchObject({ total: 3, incidents: [{ id: 'a' }, { id: 'b' }] });
    expect(store.incident('nobody')).toBeNull();
    store.close();
  });
});
