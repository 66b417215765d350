import { describe, expect, it, jest } from '@jest/globals';
import { DataTopic } from '@grafana/data';
import { T0, aRange, anIncident, fieldOf } from '../test-support/fixtures';
import { fakeApi } from '../test-support/fake-api';
import type { QueryContext } from './query-context';
import { runQuery } from './run-query';
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
    expect(api.range.mock.calls[0][0]).toMatchObject({ watch: 'requests', match: 'service.name="shop"', limit: 5 });
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

  it.each<[Partial<TidemarkQuery>, Partial<QueryContext>, string]>([
    [{ format: 'table' }, {}, 'table'],
    [{}, { incidentsAs: 'table' }, 'table'],
    [{ format: 'regions' }, { incidentsAs: 'table' }, 'regions'],
    [{}, {}, 'regions'],
  ])('gives incidents %j, asked by %j, as a %s', async (change, context, expected) => {
    const [frame] = await setUp(context).run({ kind: 'incidents', ...change });

    expect(frame.meta?.dataTopic === DataTopic.Annotations ? 'regions' : 'table').toBe(expected);
  });

  it('draws a thousand incidents as a hundred regions, and each of them in our own panel', async () => {
    const incidents = Array.from({ length: 1000 }, (_, n) =>
      anIncident({ id: `${n}`, startMs: T0 + n * 500, endMs: T0 + n * 500 + 100 }),
    );
    const lengthIn = async (context: Partial<QueryContext>) => {
      const { api, run } = setUp(context);
      api.incidents.mockResolvedValue({ incidents, total: 1000 });
      return (await run({ kind: 'incidents' }))[0].length;
    };

    expect(await lengthIn({})).toBeLessThanOrEqual(100);
    expect(await lengthIn({ withDetail: true })).toBe(1000);
  });

  it('gives bands of the most severe series, lines of the others, and says what is left out', async () => {
    const { api, run } = setUp();
    const [shop] = aRange().series;
    const named = (n: number) => ({ ...shop, labels: { n: `${n}` } });
    api.range.mockResolvedValueOnce(aRange({ series: [named(1), named(2)], total: 200 }));
    api.range.mockResolvedValueOnce(aRange({ series: [1, 2, 3, 4].map(named), total: 200 }));

    const frames = await run({ bandLimit: 2, limit: 4, showForecast: false });

    expect(frames.map(({ name, fields }) => [name, fields.length > 2])).toEqual([
      ...[
        ['1', true],
        ['2', true],
        ['3', false],
        ['4', false],
      ],
    ]);
    expect(api.range.mock.calls.map(([{ limit }]) => limit)).toEqual([2, 4]);
    expect(frames[0].meta?.notices?.[0].text).toMatch(/^Of 200 series, bands of 2 .* and lines of 4 are shown/);
  });

  it('leaves the line to the query it matches, and says so to our own panel', async () => {
    const { run } = setUp({ withDetail: true });
    const [frame] = await run({ matchQuery: 'A', showForecast: false });

    expect(frame.fields.map(({ name }) => name)).not.toContain('value');
    expect(fieldOf(frame, 'measured').config.custom.tidemark).toMatchObject({ matchRefId: 'A' });
  });

  it('explains how each series stands', async () => {
    const { run } = setUp();
    const [frame] = await run({ kind: 'explain' });

    expect(fieldOf(frame, 'series').values).toEqual(['shop']);
    expect(fieldOf(frame, 'state').values).toEqual(['no data']);
  });
});
