import { afterEach, describe, expect, it } from '@jest/globals';
import { dateTime, type DataQueryRequest, type DataSourceInstanceSettings } from '@grafana/data';
import { firstValueFrom, of, throwError } from 'rxjs';
import { T0, aForecast, aRange, aSeries, aWatch } from '../test-support/fixtures';
import { TidemarkDataSource } from './datasource';
import type { TidemarkOptions, TidemarkQuery } from './types';

const mockFetch = jest.fn();
jest.mock('@grafana/runtime', () => ({
  ...jest.requireActual<object>('@grafana/runtime'),
  config: { appSubUrl: '' },
  getBackendSrv: () => ({ fetch: mockFetch }),
  getTemplateSrv: () => ({
    replace: (
      text: string,
      scoped?: Record<string, { value: string }>,
      format?: (value: unknown, variable: object) => string,
    ) =>
      text.replace(/\$(\w+)/g, (whole, name: string) => {
        const value = scoped?.[name]?.value;
        return value === undefined ? whole : (format?.(value, {}) ?? value);
      }),
  }),
}));

const ANSWERS: Record<string, unknown> = {
  '/api/v1/watches': { watches: [aWatch()] },
  '/api/v1/series': { series: [aSeries()], total: 1 },
  '/api/v1/range': aRange(),
  '/api/v1/forecast': aForecast(),
  '/api/v1/incidents': { incidents: [], total: 0 },
};

function setUp(answers: Record<string, unknown> = {}) {
  mockFetch.mockImplementation(({ url }: { url: string }) => {
    const answer = { ...ANSWERS, ...answers }[url.replace('/proxy/tm', '')];
    return answer instanceof Failure ? throwError(() => answer.error) : of({ status: 200, data: answer });
  });
  return new TidemarkDataSource({ url: '/proxy/tm', name: 'Tidemark' } as DataSourceInstanceSettings<TidemarkOptions>);
}

class Failure {
  constructor(readonly error: unknown) {}
}
const failure = (status: number, data: unknown = {}) => new Failure({ status, statusText: '', data, config: {} });

const request = (targets: Array<Partial<TidemarkQuery>>, change = {}): DataQueryRequest<TidemarkQuery> =>
  ({
    targets: targets.map((target, index) => ({ refId: 'ABC'[index], kind: 'bands', watch: 'requests', ...target })),
    range: { from: dateTime(T0), to: dateTime(T0 + 60_000) },
    scopedVars: {},
    ...change,
  }) as DataQueryRequest<TidemarkQuery>;

const rangeCalls = () => mockFetch.mock.calls.map(([call]) => call).filter(({ url }) => url.endsWith('/range'));

describe('TidemarkDataSource', () => {
  afterEach(() => {
    mockFetch.mockReset();
  });

  it('answers with frames, through the proxy of Grafana, without alerts of its own', async () => {
    const { data, errors } = await firstValueFrom(setUp().query(request([{}])));

    expect(data.map(({ refId }) => refId)).toEqual(['A']);
    expect(errors).toEqual([]);
    expect(mockFetch.mock.calls[0][0]).toMatchObject({
      url: expect.stringMatching(/^\/proxy\/tm\/api/),
      showErrorAlert: false,
    });
  });

  it('fills variables into watch and matchers', async () => {
    const scopedVars = { watch: { value: 'requests' }, route: { value: '/a"b' } };
    await firstValueFrom(setUp().query(request([{ watch: '$watch', match: 'http.route="$route"' }], { scopedVars })));

    const range = mockFetch.mock.calls.map(([call]) => call).find(({ url }) => url.endsWith('/range'));
    expect(range.params).toMatchObject({ watch: 'requests', match: 'http.route="/a\\"b"' });
  });

  it("adds the dashboard's ad-hoc filters to the matchers", async () => {
    const filters = [{ key: 'region', operator: '=', value: 'eu' }];
    await firstValueFrom(setUp().query(request([{ match: 'a="b"' }], { filters })));

    expect(rangeCalls()[0].params).toMatchObject({ match: 'a="b",region="eu"' });
  });

  it('streams what is live at the present', async () => {
    const range = { from: dateTime(T0), to: dateTime(T0 + 60_000), raw: { from: 'now-1m', to: 'now' } };
    const response = await firstValueFrom(setUp().query(request([{ live: true }], { range, requestId: 'Q1' })));

    expect(response).toMatchObject({ key: 'Q1/live', state: 'Streaming' });
    expect(response.data).toHaveLength(1);
  });

  it('offers labels and their values to filters', async () => {
    const datasource = setUp();

    expect(await datasource.getTagKeys()).toEqual([{ text: 'http.route' }, { text: 'service.name' }]);
    expect(await datasource.getTagValues({ key: 'service.name', filters: [] })).toEqual([{ text: 'shop' }]);
  });

  it('says a query in one line', () => {
    expect(setUp().getQueryDisplayText({ refId: 'A', kind: 'score', watch: 'errors' })).toBe('score of errors');
  });

  it('keeps the answers of other queries when one fails, and says why it failed', async () => {
    const refusal = {
      error: { code: 'TLERR_MATCH', message: 'match: "x" is no matcher', help: 'Write a="b"', field: 'match' },
    };
    const response = await firstValueFrom(
      setUp({ '/api/v1/incidents': failure(400, refusal) }).query(request([{}, { kind: 'incidents' }])),
    );

    expect(response.data).toHaveLength(1);
    expect(response.errors).toEqual([{ refId: 'B', message: 'match: "x" is no matcher. Write a="b".', status: 400 }]);
  });

  it('does not run what is hidden or unfinished', async () => {
    const { data } = await firstValueFrom(setUp().query(request([{ hide: true }, { watch: '' }])));

    expect(data).toEqual([]);
    expect(mockFetch).not.toHaveBeenCalled();
  });

  it('shows score and state to our own panel alone', async () => {
    const names = async (panelPluginId: string) =>
      (await firstValueFrom(setUp().query(request([{}], { panelPluginId })))).data[0].fields.map(
        ({ name }: { name: string }) => name,
      );

    expect(await names('tidemark-anomaly-panel')).toContain('score');
    expect(await names('timeseries')).not.toContain('score');
  });

  it('asks for the watches once, and again after a failure', async () => {
    const datasource = setUp({ '/api/v1/watches': failure(502) });
    await expect(datasource.watches()).rejects.toThrow("Grafana's server cannot reach Tidemark");

    mockFetch.mockImplementation(() => of({ status: 200, data: { watches: [aWatch()] } }));
    await datasource.watches();
    await datasource.watches();

    expect(mockFetch).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['watches()', ['requests']],
    ['label_values(requests, service.name)', ['shop']],
  ])('gives variables their values: %s', async (text, values) => {
    expect(await setUp().metricFindQuery(text)).toEqual(values.map((value) => ({ text: value })));
  });

  it('says how a variable is asked for', async () => {
    await expect(setUp().metricFindQuery('up')).rejects.toThrow('label_values(watch, label)');
  });

  it.each([
    ['says what it found', {}, 'success', 'Tidemark answers: 2 series'],
    ['knows a refused token', { '/api/v1/watches': failure(401) }, 'error', 'does not accept the token'],
    ['knows another program', { '/api/v1/watches': '<html>' }, 'error', 'is not JSON'],
  ])('tests the connection and %s', async (_, answers, status, message) => {
    expect(await setUp(answers).testDatasource()).toMatchObject({ status, message: expect.stringContaining(message) });
  });

  it('makes every annotation query one of incidents, of all watches unless one is named', () => {
    const { annotations } = setUp();

    expect(annotations.getDefaultQuery()).toEqual({ kind: 'incidents', watch: '' });
    expect(annotations.prepareAnnotation({ name: 'x', enable: true, iconColor: 'red' }).target).toMatchObject({
      kind: 'incidents',
      watch: '',
      refId: 'Anno',
    });
  });
});
