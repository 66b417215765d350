import {
  CoreApp,
  DataSourceApi,
  type AdHocVariableFilter,
  type AnnotationQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceGetTagValuesOptions,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { config, getBackendSrv, getTemplateSrv } from '@grafana/runtime';
import { defer, from, switchMap, type Observable } from 'rxjs';
import { createTidemarkApi, type TidemarkApi } from '../shared/api/client';
import type { IncidentBody, Watch } from '../shared/api/contract';
import { TidemarkApiError } from '../shared/api/api-error';
import { annotationEvents } from './annotations';
import { createGrafanaTransport } from './grafana-transport';
import { filterKeys, filterValues, withFilters } from './filters';
import { interpolateMatch } from './interpolate';
import { liveResponses, wantsLive } from './live';
import { queryText } from './query-text';
import { textsReady } from './texts-ready';
import { DEFAULT_QUERY, type TidemarkOptions, type TidemarkQuery } from './types';
import { labelValues, parseVariableQuery, watchValues } from './variables';

const PANEL_ID = 'tidemark-anomaly-panel';
const INCIDENTS_URL = '/a/tidemark-anomaly-app/incidents';
/** Units change only with the configuration of the collector-processor. */
const WATCHES_KEPT_MS = 60_000;
/** Of a watch that is not known (yet). */
const DEFAULT_STEP_MS = 60_000;

export class TidemarkDataSource extends DataSourceApi<TidemarkQuery, TidemarkOptions> {
  /** The API behind this datasource; the app's pages use it too. */
  readonly api: TidemarkApi;
  override annotations = {
    getDefaultQuery: (): Partial<TidemarkQuery> => ({ kind: 'incidents', watch: '' }),
    prepareAnnotation: (json: AnnotationQuery<TidemarkQuery>) => ({
      ...json,
      target: {
        ...json.target,
        refId: json.target?.refId ?? 'Anno',
        kind: 'incidents' as const,
        watch: json.target?.watch ?? '',
      },
    }),
    processEvents: (_: AnnotationQuery<TidemarkQuery>, frames: Parameters<typeof annotationEvents>[0]) =>
      from([annotationEvents(frames)]),
  };
  private watchesKept: { readonly untilMs: number; readonly watches: Promise<Watch[]> } | null = null;

  constructor(settings: DataSourceInstanceSettings<TidemarkOptions>) {
    super(settings);
    this.api = createTidemarkApi(createGrafanaTransport({ proxyUrl: settings.url ?? '', backendSrv: getBackendSrv }));
  }

  override query(request: DataQueryRequest<TidemarkQuery>): Observable<DataQueryResponse> {
    const targets = request.targets.filter((query) => this.filterQuery(query) && query.hide !== true);
    const run = async (aheadMs: number): Promise<DataQueryResponse> => {
      const responses = await Promise.all(targets.map((target) => this.queryOne(target, request, aheadMs)));
      return {
        data: responses.flatMap(({ data }) => data),
        errors: responses.flatMap(({ errors }) => errors ?? []),
      };
    };
    if (!wantsLive(targets, request)) {
      return defer(() => run(0));
    }
    return defer(() => this.shortestStepMs(targets)).pipe(
      switchMap((stepMs) => liveResponses(run, { key: `${request.requestId}/live`, stepMs, now: Date.now })),
    );
  }

  private async queryOne(
    target: TidemarkQuery,
    request: DataQueryRequest<TidemarkQuery>,
    aheadMs: number,
  ): Promise<DataQueryResponse> {
    const query = this.applyVariables(target, request.scopedVars, request.filters);
    try {
      // Fetched with the first query: a dashboard loads the datasource before it knows whether anything asks it.
      // Names of lines and incidents are made here: in the person's language from the first query on.
      const [{ runQuery }] = await Promise.all([import('./run-query'), textsReady]);
      const data = await runQuery(query, {
        api: this.api,
        fromMs: request.range.from.valueOf() + aheadMs,
        toMs: request.range.to.valueOf() + aheadMs,
        nowMs: Date.now(),
        unitOf: (watch) => this.unitOf(watch),
        withDetail: request.panelPluginId === PANEL_ID,
        incidentsAs: showsRows(request) ? 'table' : 'regions',
        linkTo: incidentLink,
        datasourceUid: this.uid,
      });
      return { data };
    } catch (error) {
      const status = error instanceof TidemarkApiError ? error.status : undefined;
      const { errorSentence } = await import('../shared/api/errors');
      return { data: [], errors: [{ refId: query.refId, message: errorSentence(error), status }] };
    }
  }

  override filterQuery(query: TidemarkQuery): boolean {
    return query.kind === 'incidents' || (query.watch ?? '') !== '';
  }

  override getDefaultQuery(): Partial<TidemarkQuery> {
    return DEFAULT_QUERY;
  }

  override getQueryDisplayText(query: TidemarkQuery): string {
    return queryText({ ...DEFAULT_QUERY, ...query });
  }

  override interpolateVariablesInQueries(
    queries: TidemarkQuery[],
    scopedVars: ScopedVars,
    filters?: AdHocVariableFilter[],
  ): TidemarkQuery[] {
    return queries.map((query) => this.applyVariables(query, scopedVars, filters));
  }

  override async getTagKeys(): Promise<MetricFindValue[]> {
    return filterKeys(await this.watches());
  }

  override async getTagValues({ key }: DataSourceGetTagValuesOptions<TidemarkQuery>): Promise<MetricFindValue[]> {
    return filterValues(this.api, await this.watches(), key);
  }

  override async metricFindQuery(text: string): Promise<MetricFindValue[]> {
    const query = parseVariableQuery(getTemplateSrv().replace(text));
    if (query === null) {
      throw new Error(`A variable's query is watches() or label_values(watch, label), not "${text}".`);
    }
    if (query.kind === 'watches') {
      return watchValues(await this.watches()).map((value) => ({ text: value }));
    }
    const { series } = await this.api.series({ watch: query.watch });
    return labelValues(series, query.label).map((value) => ({ text: value }));
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    try {
      const [{ watches }, { healthMessage }] = await Promise.all([this.api.watches(), import('./health')]);
      return { status: 'success', message: healthMessage(watches, Date.now()) };
    } catch (error) {
      const { errorSentence } = await import('../shared/api/errors');
      return { status: 'error', message: errorSentence(error) };
    }
  }

  /** The watches there are, asked for once a minute. */
  watches(): Promise<Watch[]> {
    const nowMs = Date.now();
    if (this.watchesKept === null || this.watchesKept.untilMs < nowMs) {
      const watches = this.api.watches().then((response) => response.watches);
      watches.catch(() => {
        this.watchesKept = null;
      });
      this.watchesKept = { untilMs: nowMs + WATCHES_KEPT_MS, watches };
    }
    return this.watchesKept.watches;
  }

  private async shortestStepMs(targets: readonly TidemarkQuery[]): Promise<number> {
    const steps = (await this.watches())
      .filter(({ name }) => targets.some(({ watch }) => watch === name || watch === '' || watch.includes('$')))
      .map(({ stepMs }) => stepMs);
    return steps.length === 0 ? DEFAULT_STEP_MS : Math.min(...steps);
  }

  private async unitOf(name: string): Promise<string> {
    return (await this.watches()).find((watch) => watch.name === name)?.unit ?? '';
  }

  private applyVariables(
    query: TidemarkQuery,
    scopedVars: ScopedVars,
    filters: readonly AdHocVariableFilter[] = [],
  ): TidemarkQuery {
    const templates = getTemplateSrv();
    const match = interpolateMatch(query.match ?? '', (text, format) => templates.replace(text, scopedVars, format));
    return {
      ...query,
      watch: templates.replace(query.watch ?? '', scopedVars),
      match: withFilters(match, filters),
      legend: templates.replace(query.legend ?? '', scopedVars),
    };
  }
}

/** Where there is no graph to mark, incidents are rows. */
function showsRows({ panelPluginId, app }: DataQueryRequest<TidemarkQuery>): boolean {
  return panelPluginId === 'table' || (app === CoreApp.Explore && panelPluginId === undefined);
}

function incidentLink(incident: IncidentBody): string {
  return `${config.appSubUrl}${INCIDENTS_URL}/${encodeURIComponent(incident.id)}`;
}
