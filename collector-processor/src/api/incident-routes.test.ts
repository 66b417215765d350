import { describe, expect, it } from '@jest/globals';
import { Value } from 'typebox/value';
import { apiFixture, NOW_MS } from '../../test/support/api-fixture.ts';
import { incident } from '../../test/support/step-report.ts';
import { createStore, MEMORY } from '../store/index.ts';
import { IncidentSchema, IncidentsResponse } from './contract/index.ts';

const HOUR_MS = 3_600_000;

async function withIncidents() {
  const fixture = await apiFixture();
  const { store } = fixture;
  store.saveIncident(
    incident({ id: 'old', status: 'closed', startMs: NOW_MS - 5 * HOUR_MS, endMs: NOW_MS - 4 * HOUR_MS }),
  );
  store.saveIncident(incident({ id: 'open', startMs: NOW_MS - 3 * HOUR_MS, labels: { 'service.name': 'pay' } }));
  return fixture;
}

describe('GET /api/v1/incidents', () => {
  it.each([
    ['', ['open', 'old']],
    ['?from=now-2h', ['open']],
    ['?from=now-6h&to=now-4h', ['old']],
    ['?status=closed', ['old']],
    ['?watch=errors', []],
    ['?match=service_name%3D%22pay%22', ['open']],
    ['?limit=1', ['open']],
  ])('%s', async (query, ids) => {
    const { get } = await withIncidents();
    const answer = (await get(`/api/v1/incidents${query}`)).json<IncidentsResponse>();
    expect(Value.Check(IncidentsResponse, answer)).toBe(true);
    expect(answer.incidents.map(({ id }) => id)).toEqual(ids);
  });

  it('gives one by its id, else 404', async () => {
    const { get } = await withIncidents();
    expect((await get('/api/v1/incidents/old')).json()).toMatchObject({ id: 'old', status: 'closed' });
    const missing = await get('/api/v1/incidents/nobody');
    expect(missing.statusCode).toBe(404);
    expect(missing.json()).toMatchObject({
      error: { code: 'TLERR_NOT_FOUND', message: "Incident 'nobody' not found" },
    });
  });
});

describe('POST /api/v1/incidents/{id}/verdict', () => {
  const url = '/api/v1/incidents/open/verdict';

  it('goes to the engine, is kept, and gives the incident as it is now', async () => {
    const { api, engine, store } = await withIncidents();
    const payload = { verdict: 'false_alarm', comment: 'load test', by: 'ann' };
    const response = await api.inject({ method: 'POST', url, payload });
    const verdict = { ...payload, atMs: NOW_MS };
    expect(response.statusCode).toBe(200);
    expect(Value.Check(IncidentSchema, response.json())).toBe(true);
    expect(response.json()).toMatchObject({ status: 'closed', closedBecause: 'accepted', verdict });
    expect(engine.verdicts).toEqual([['open', verdict]]);
    expect(store.incident('open')).toMatchObject({ status: 'closed', verdict });
  });

  it.each([
    ['an unknown verdict', { verdict: 'maybe' }, 'verdict', 'real, false_alarm or expected'],
    ['no verdict', {}, 'verdict', 'real, false_alarm or expected'],
    ['a field too many', { verdict: 'real', severity: 3 }, 'severity', 'verdict, comment, by'],
    ['a long comment', { verdict: 'real', comment: 'x'.repeat(2001) }, 'comment', 'at most 2000 characters'],
    ['no object', '"real"', 'body', 'an object with verdict, comment, by'],
    ['no JSON', '{', 'body', 'an object with verdict, comment, by'],
  ])('refuses %s', async (_what, payload, field, allowed) => {
    const { api, engine } = await withIncidents();
    const headers = { 'content-type': 'application/json' };
    const response = await api.inject({ method: 'POST', url, payload, headers });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({
      error: { code: 'TLERR_BAD_PARAMETER', field, message: expect.stringContaining(allowed) },
    });
    expect(engine.verdicts).toEqual([]);
  });

  it('takes JSON only, and no more than a verdict needs', async () => {
    const { api } = await withIncidents();
    const text = await api.inject({ method: 'POST', url, payload: 'real', headers: { 'content-type': 'text/plain' } });
    expect(text.statusCode).toBe(415);
    const large = await api.inject({ method: 'POST', url, payload: { verdict: 'real', comment: 'x'.repeat(70_000) } });
    expect(large.statusCode).toBe(413);
    expect(large.json()).toMatchObject({ error: { code: 'TLERR_BAD_REQUEST' } });
  });

  it('says 503 when the database does not take it', async () => {
    const broken = createStore({ path: MEMORY, retention: { stepsMs: 1, incidentsMs: 1 } });
    broken.saveIncident(incident({ id: 'open' }));
    const store = {
      ...broken,
      saveIncident: () => ({ status: 'failed', reason: 'database or disk is full' }) as const,
    };
    const { api } = await apiFixture({ store });
    const response = await api.inject({ method: 'POST', url, payload: { verdict: 'real' } });
    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({ error: { code: 'TLERR_STORE_WRITE_FAILED' } });
  });
});
