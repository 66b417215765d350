import {
  DataSourceApi,
  type AnnotationQuery,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { config, getBackendSrv, getTemplateSrv } from '@grafana/runtime';
import { from, type Observable } from 'rxjs';
import { map } from 'rxjs/operators';
import { createTidemarkApi, type TidemarkApi } from '../shared/api/client';
import type { IncidentBody, Watch } from '../shared/api/contract';
import { TidemarkApiError, errorSentence } from '../shared/api/errors';
import { annotationEvents } from './annotations';
import { createGrafanaTransport } from './grafana-transport';
import { healthMessage } from './health';
import { interpolateMatch } from './interpolate';
import { runQuery } from './run-query';
import { DEFAULT_QUERY, type TidemarkOptions, type TidemarkQuery } from './types';
import { labelValues, parseVariableQuery, watchValues } from './variables';

const PANEL_ID = 'tidemark-anomaly-panel';
const APP_URL = '/a/tidemark-anomaly-app/incidents';
/** Units change only with the configuration of the collector-processor. */
const WATCHES_KEPT_MS = 60_000;

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
    return from(Promise.all(targets.map((target) => this.queryOne(target, request)))).pipe(
      map((responses) => ({
        data: responses.flatMap(({ data }) => data),
        errors: responses.flatMap(({ errors }) => errors ?? []),
      })),
    );
  }

  private async queryOne(target: TidemarkQuery, request: DataQueryRequest<TidemarkQuery>): Promise<DataQueryResponse> {
    const query = this.applyVariables(target, request.scopedVars);
    try {
      const data = await runQuery(query, {
        api: this.api,
        fromMs: request.range.from.valueOf(),
        toMs: request.range.to.valueOf(),
        nowMs: Date.now(),
        unitOf: (watch) => this.unitOf(watch),
        withDetail: request.panelPluginId === PANEL_ID,
        linkTo: incidentLink,
      });
      return { data };
    } catch (error) {
      const status = error instanceof TidemarkApiError ? error.status : undefined;
      return { data: [], errors: [{ refId: query.refId, message: errorSentence(error), status }] };
    }
  }

  override filterQuery(query: TidemarkQuery): boolean {
    return query.kind === 'incidents' || (query.watch ?? '') !== '';
  }

  override getDefaultQuery(): Partial<TidemarkQuery> {
    return DEFAULT_QUERY;
  }

  override interpolateVariablesInQueries(queries: TidemarkQuery[], scopedVars: ScopedVars): TidemarkQuery[] {
    return queries.map((query) => this.applyVariables(query, scopedVars));
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
      const { watches } = await this.api.watches();
      return { status: 'success', message: healthMessage(watches) };
    } catch (error) {
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

  private async unitOf(name: string): Promise<string> {
    return (await this.watches()).find((watch) => watch.name === name)?.unit ?? '';
  }

  private applyVariables(query: TidemarkQuery, scopedVars: ScopedVars): TidemarkQuery {
    const templates = getTemplateSrv();
    return {
      ...query,
      watch: templates.replace(query.watch ?? '', scopedVars),
      match: interpolateMatch(query.match ?? '', (text, format) => templates.replace(text, scopedVars, format)),
      legend: templates.replace(query.legend ?? '', scopedVars),
    };
  }
}

function incidentLink(incident: IncidentBody): string {
  const params = new URLSearchParams({
    watch: incident.watch,
    series: JSON.stringify(incident.labels),
    incident: incident.id,
    from: String(incident.startMs - 30 * 60_000),
    to: String((incident.endMs ?? incident.lastMs) + 30 * 60_000),
  });
  return `${config.appSubUrl}${APP_URL}?${params.toString()}`;
}
