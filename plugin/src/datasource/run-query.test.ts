import { describe, expect, it, jest } from '@jest/globals';
import { DataTopic } from '@grafana/data';
import { T0, anIncident, fieldOf } from '../test-support/fixtures';
import { fakeApi } from '../test-support/fake-api';
import { runQuery, type QueryContext } from './run-query';
import type { TidemarkQuery } from './types';

const query = (change: Partial<TidemarkQuery> = {}): TidemarkQuery => ({
  refId: 'A',
  kind: 'bands',
  watch: 'requests',
  match: 'service.name="shop"',
  ...change,
});

function setUp(change: Partial<QueryContext> = {}) {
  const api = fakeApi();
  const context: QueryContext = {
    api,
    fromMs: T0,
    toMs: T0 + 600_000,
    nowMs: T0 + 300_000,
    unitOf: async () => 'req/s',
    withDetail: false,
    ...change,
  };
  return { api, run: (of: Partial<TidemarkQuery>) => runQuery(query(of), context) };
}

describe('runQuery', () => {
  it('gives bands and, where the range reaches past now, the forecast', async () => {
    const { api, run } = setUp();

    const frames = await run({});

    expect(frames.map(({ name }) => name)).toEqual(['shop', 'shop forecast']);
    expect(api.range.mock.calls[0][0]).toMatchObject({ watch: 'requests', match: 'service.name="shop"', limit: 20 });
  });

  it.each<[string, Partial<TidemarkQuery>, Partial<QueryContext>]>([
    ['the range ends now', {}, { toMs: T0 + 300_000 }],
    ['it is switched off', { showForecast: false }, {}],
  ])('gives no forecast when %s', async (_, change, context) => {
    const { api, run } = setUp(context);

    expect(await run(change)).toHaveLength(1);
    expect(api.forecast).not.toHaveBeenCalled();
  });

  it('asks for what explains a point only for our own panel', async () => {
    const ours = setUp({ withDetail: true });
    const others = setUp();
    await ours.run({});
    await others.run({});

    expect(ours.api.range.mock.calls[0][0].fields).toContain('score');
    expect(others.api.range.mock.calls[0][0].fields).not.toContain('score');
  });

  it.each<['score' | 'value']>([['score'], ['value']])('gives the %s alone', async (kind) => {
    const { api, run } = setUp();

    const [frame] = await run({ kind });

    expect(api.range.mock.calls[0][0].fields).toEqual([kind]);
    expect(frame.fields.map(({ name }) => name)).toEqual(['time', kind]);
  });

  it('gives the forecast alone', async () => {
    const { run } = setUp();

    expect((await run({ kind: 'forecast' })).map(({ name }) => name)).toEqual(['shop forecast']);
  });

  it('gives incidents as annotations, in the unit of their own watch, from a severity on', async () => {
    const unitOf = jest.fn<QueryContext['unitOf']>().mockResolvedValue('req/s');
    const { api, run } = setUp({ unitOf });
    api.incidents.mockResolvedValue({
      incidents: [anIncident({ severity: 80 }), anIncident({ severity: 20, watch: 'errors' })],
      total: 2,
    });

    const [frame] = await run({ kind: 'incidents', watch: '', minSeverity: 50 });

    expect(api.incidents.mock.calls[0][0]).toMatchObject({ watch: undefined, fromMs: T0, toMs: T0 + 600_000 });
    expect(frame.meta?.dataTopic).toBe(DataTopic.Annotations);
    expect(fieldOf(frame, 'severity').values).toEqual([80]);
    expect(unitOf.mock.calls).toEqual([['requests']]);
  });
});
