import { describe, expect, it } from '@jest/globals';
import { Value } from 'typebox/value';
import { apiFixture, NOW_MS } from '../../test/support/api-fixture.ts';
import { incident, stepReport } from '../../test/support/step-report.ts';
import { IncidentDetail, IncidentsResponse, VerdictsResponse } from './contract/index.ts';

const HOUR_MS = 3_600_000;
const SHOP = { 'service.name': 'shop' };
const PAY = { 'service.name': 'pay' };
const START_MS = NOW_MS - 2 * HOUR_MS;
const at = (hoursAgo: number) => ({ startMs: NOW_MS - hoursAgo * HOUR_MS, lastMs: NOW_MS - hoursAgo * HOUR_MS });

/** Two open incidents, three closed ones, and an hour of steps about the newest. */
async function withIncidents() {
  const steps = Array.from({ length: 60 }, (_, k) =>
    stepReport({
      stepStartMs: START_MS - 30 * 60_000 + k * 60_000,
      rows: [
        { labels: SHOP, value: k >= 30 ? 0 : 10, score: k === 31 ? 4 : 0.1 },
        { labels: PAY, value: 11, score: k === 33 ? 0.9 : 0.2, direction: 1 },
        { labels: { 'service.name': 'quiet' }, score: 0.3 },
      ],
    }),
  );
  const fixture = await apiFixture({ reports: steps });
  const closed = { status: 'closed', closedBecause: 'recovered' } as const;
  for (const one of [
    incident({ id: 'newest', startMs: START_MS, lastMs: START_MS + 600_000, severity: 90 }),
    incident({ id: 'mild', watch: 'errors', class: 'spike', severity: 30, labels: PAY, ...at(3) }),
    incident({ id: 'old', class: 'drop', severity: 55, ...at(30), endMs: NOW_MS - 29 * HOUR_MS, ...closed }),
    incident({ id: 'older', severity: 70, ...at(40), endMs: NOW_MS - 39 * HOUR_MS, ...closed }),
    incident({ id: 'at-once', class: 'spike', severity: 40, labels: { a: 'b' }, ...at(2) }),
  ]) {
    fixture.store.saveIncident(one);
  }
  const verdict = { verdict: 'false_alarm', comment: '', by: 'ann', atMs: NOW_MS } as const;
  fixture.store.saveIncident({ ...fixture.store.incident('old')!, verdict });
  return fixture;
}

describe('GET /api/v1/incidents, filtered', () => {
  it.each([
    ['class=drop,spike', ['at-once', 'mild', 'old']],
    ['minSeverity=60', ['newest', 'older']],
    ['verdict=false_alarm', ['old']],
    ['verdict=none&class=drop_to_zero', ['newest', 'older']],
    ['order=severity', ['newest', 'older', 'old', 'at-once', 'mild']],
    ['order=severity&limit=2&offset=1', ['older', 'old']],
  ])('%s', async (query, ids) => {
    const { get } = await withIncidents();
    const answer = (await get(`/api/v1/incidents?${query}`)).json<IncidentsResponse>();
    expect(answer.incidents.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  });

  it('says how many there are beside the page', async () => {
    const { get } = await withIncidents();
    expect((await get('/api/v1/incidents?limit=1&offset=3')).json()).toMatchObject({ total: 5 });
  });

  it.each([
    ['class=outage', 'class', 'spike, drop, drop_to_zero'],
    ['verdict=perhaps', 'verdict', 'none, real, false_alarm or expected'],
    ['minSeverity=101', 'minSeverity', 'from 0 to 100'],
  ])('refuses %s and says what is allowed', async (query, field, allowed) => {
    const { get } = await withIncidents();
    const response = await get(`/api/v1/incidents?${query}`);
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { field, message: expect.stringContaining(allowed) } });
  });

  it('gives a sparkline with each, null where the steps have aged out', async () => {
    const { get } = await withIncidents();
    const answer = (await get('/api/v1/incidents?spark=20&order=severity&limit=2')).json<IncidentsResponse>();
    expect(Value.Check(IncidentsResponse, answer)).toBe(true);
    const [newest, older] = answer.sparks!;
    expect(newest!.times.length).toBeLessThanOrEqual(20);
    // Thinning keeps the worst step.
    expect(newest!.score).toContain(4);
    expect(older).toBeNull();
  });
});

describe('GET /api/v1/incidents/{id}/detail', () => {
  it('has the graph, what else moved, and earlier ones like it with their verdicts', async () => {
    const { get } = await withIncidents();
    const detail = (await get('/api/v1/incidents/newest/detail')).json<IncidentDetail>();
    expect(Value.Check(IncidentDetail, detail)).toBe(true);
    expect(detail).toMatchObject({ incident: { id: 'newest' }, watch: { name: 'requests', unit: 'req/s' } });
    expect(detail.window.series!.times.at(0)).toBeGreaterThanOrEqual(detail.window.fromMs);
    expect(detail.window.series!.held).toHaveLength(60);
    expect(detail.alongside.map(({ id }) => id)).toContain('at-once');
    expect(detail.moved).toMatchObject([{ watch: 'requests', labels: PAY, peakScore: 0.9, direction: 1 }]);
    expect(detail.similar).toMatchObject({ total: 2, sameClass: 1, verdicts: { false_alarm: 1, none: 1 } });
    expect(detail.similar.incidents.map(({ id }) => id)).toEqual(['old', 'older']);
  });

  it('reserves no empty hour after an incident that goes on', async () => {
    const { get, store } = await withIncidents();
    const { incident: known, window: whole } = (await get('/api/v1/incidents/newest/detail')).json<IncidentDetail>();
    const lastMs = whole.series!.times.at(-1)!;
    store.saveIncident(incident({ id: 'going-on', startMs: known.startMs, endMs: null, lastMs, status: 'open' }));
    const { window } = (await get('/api/v1/incidents/going-on/detail')).json<IncidentDetail>();
    expect(window.series!.times.at(-1)).toBe(lastMs);
    expect(window.toMs).toBeGreaterThan(lastMs);
    expect(window.toMs - lastMs).toBeLessThan(0.1 * (lastMs - window.fromMs));
  });

  it('is there when the watch and its steps are gone, and 404 when the incident is', async () => {
    const { get, store } = await withIncidents();
    store.saveIncident(incident({ id: 'orphan', watch: 'deleted' }));
    expect((await get('/api/v1/incidents/orphan/detail')).json()).toMatchObject({
      watch: null,
      window: { series: null },
    });
    expect((await get('/api/v1/incidents/nobody/detail')).statusCode).toBe(404);
  });
});

describe('POST /api/v1/incidents/verdicts', () => {
  const url = '/api/v1/incidents/verdicts';

  it('judges those that there are and names the rest', async () => {
    const { api, store, engine } = await withIncidents();
    const payload = { ids: ['newest', 'nobody', 'mild'], verdict: 'expected', comment: 'sale', by: 'ann' };
    const answer = (await api.inject({ method: 'POST', url, payload })).json<VerdictsResponse>();
    expect(Value.Check(VerdictsResponse, answer)).toBe(true);
    expect(answer.judged.map(({ id }) => id)).toEqual(['newest', 'mild']);
    expect(answer.failed).toMatchObject([{ id: 'nobody', code: 'TLERR_NOT_FOUND' }]);
    expect(store.incident('mild')).toMatchObject({ verdict: { verdict: 'expected', comment: 'sale', by: 'ann' } });
    expect(engine.verdicts).toHaveLength(2);
  });

  it.each([
    ['no id', { ids: [], verdict: 'real' }, 'ids'],
    ['the same id twice', { ids: ['a', 'a'], verdict: 'real' }, 'ids'],
    ['no verdict', { ids: ['a'] }, 'verdict'],
  ])('refuses %s', async (_what, payload, field) => {
    const { api } = await withIncidents();
    const response = await api.inject({ method: 'POST', url, payload });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ error: { field } });
  });
});
