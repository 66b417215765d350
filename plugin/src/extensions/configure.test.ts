import { describe, expect, it } from '@jest/globals';
import {
  createDataFrame,
  LoadingState,
  type DataQuery,
  type PanelData,
  type PluginExtensionPanelContext,
} from '@grafana/data';
import { parseGraph } from '../pages/graph-to-watch';
import pluginJson from '../plugin.json';
import { openIncidents, watchGraph, type Lookups } from './configure';
import { alertLink, watchLink } from './links';

jest.mock('@grafana/runtime', () => ({}));

const TYPES: Record<string, string> = { prom: 'prometheus', amp: 'grafana-amazonprometheus-datasource', loki: 'loki' };
const lookups: Lookups = {
  mayWatch: () => true,
  typeOf: (uid) => TYPES[uid],
  replaceVariables: (expr) => expr.replaceAll('$service', '(shop|pay)'),
};

type Target = DataQuery & { expr?: string };
const PROM = { uid: 'prom', type: 'prometheus' };

function aPanel(targets: Target[], data?: Partial<PanelData>) {
  return {
    ...{ pluginId: 'timeseries', id: 7, title: 'Requests of $service', timeZone: 'browser' },
    timeRange: { from: 'now-1h', to: 'now' },
    dashboard: { uid: 'traffic', title: 'Traffic', tags: [] },
    targets,
    data: data as PanelData | undefined,
  } satisfies PluginExtensionPanelContext;
}

function graphOf(link: { path: string } | undefined) {
  const [path, search] = (link?.path ?? '').split('?');
  expect(path).toBe('/a/tidemark-anomaly-app/backtest');
  return parseGraph(new URLSearchParams(search).get('graph'));
}

describe('watchGraph in a panel', () => {
  it('hands over what was sent, with the variables in place and the interval left open', () => {
    const target: Target = { refId: 'A', expr: 'sum(rate(x{service=~"$service"}[$__rate_interval]))' };
    const data = {
      state: LoadingState.Done,
      series: [
        createDataFrame({
          refId: 'A',
          meta: { executedQueryString: 'Expr: sum(rate(x{service=~"shop"}[40s]))\nStep: 10s' },
          fields: [],
        }),
      ],
      request: { targets: [{ ...target, datasource: PROM }] } as PanelData['request'],
    };

    expect(graphOf(watchGraph(aPanel([target], data), lookups))).toEqual({
      title: 'Requests of (shop|pay)',
      queries: [{ refId: 'A', expr: 'sum(rate(x{service=~"shop"}[$__rate_interval]))', datasourceUid: 'prom' }],
      panel: { dashboardUid: 'traffic', dashboardTitle: 'Traffic', id: 7 },
    });
  });

  it('replaces the variables itself before the first run', () => {
    const graph = graphOf(watchGraph(aPanel([{ refId: 'A', datasource: PROM, expr: 'x{s=~"$service"}' }]), lookups));
    expect(graph?.queries).toEqual([{ refId: 'A', expr: 'x{s=~"(shop|pay)"}', datasourceUid: 'prom' }]);
  });

  it.each<[string, Target[], boolean]>([
    ['no query at all', [], false],
    ['another language', [{ refId: 'A', datasource: { uid: 'loki' }, expr: '{app="x"}' }], false],
    ['a hidden query', [{ refId: 'A', datasource: PROM, hide: true, expr: 'up' }], false],
    ['an empty query', [{ refId: 'A', datasource: PROM, expr: ' ' }], false],
    ["Tidemark's own metrics", [{ refId: 'A', datasource: PROM, expr: 'tidemark_score{watch="x"}' }], false],
    ['a datasource that nobody knows', [{ refId: 'A', datasource: { uid: 'gone' }, expr: 'up' }], false],
    ['a Prometheus under another name', [{ refId: 'A', datasource: { uid: 'amp' }, expr: 'up' }], true],
    [
      'one of two queries',
      [
        { refId: 'A', datasource: { uid: 'loki' }, expr: 'x' },
        { refId: 'B', datasource: PROM, expr: 'up' },
      ],
      true,
    ],
  ])('with %s', (_, targets, shown) => {
    expect(watchGraph(aPanel(targets), lookups) !== undefined).toBe(shown);
  });

  it('is hidden without a context, and from those who may not', () => {
    const panel = aPanel([{ refId: 'A', datasource: PROM, expr: 'up' }]);
    expect(watchGraph(undefined, lookups)).toBeUndefined();
    expect(watchGraph(panel, { ...lookups, mayWatch: () => false })).toBeUndefined();
  });
});

describe('watchGraph in Explore', () => {
  it('hands over the query, and no panel', () => {
    const context = { exploreId: 'left', targets: [{ refId: 'A', datasource: PROM, expr: 'up' } as DataQuery] };
    expect(graphOf(watchGraph(context, lookups))).toEqual({
      title: '',
      queries: [{ refId: 'A', expr: 'up', datasourceUid: 'prom' }],
      panel: null,
    });
  });
});

describe('openIncidents', () => {
  it('asks for the watch and the series of the alert', () => {
    const labels = {
      ...{ alertname: 'Traffic is gone', grafana_folder: 'Tidemark', __name__: 'tidemark_anomalous' },
      ...{ watch: 'requests', service_name: 'shop', http_route: '/a "b"', severity: 'critical', job: 'tidemark' },
    };
    const link = openIncidents({ instance: { labels } });
    const params = new URLSearchParams(link?.path.split('?')[1]);

    expect(link?.path).toMatch(/^\/a\/tidemark-anomaly-app\/incidents\?/);
    expect(Object.fromEntries(params)).toEqual({
      watch: 'requests',
      match: 'service_name="shop",http_route="/a \\"b\\""',
    });
  });

  it('is hidden for an alert on something else', () => {
    expect(openIncidents({ instance: { labels: { alertname: 'Disk full' } } })).toBeUndefined();
    expect(openIncidents(undefined)).toBeUndefined();
  });
});

describe('plugin.json', () => {
  it('lists the same links: Grafana leaves out what it does not', () => {
    const listed = (link: { title: string; description?: string; targets: string | string[] }) => ({
      title: link.title,
      description: link.description,
      targets: link.targets,
    });
    expect(pluginJson.extensions.addedLinks).toEqual([listed(watchLink), listed(alertLink)]);
    expect(pluginJson.preload).toBe(true);
  });
});
