import type {
  AccuracyResponse,
  ForecastResponse,
  IncidentBody,
  IncidentsResponse,
  MaintenanceResponse,
  RangeField,
  RangeResponse,
  SeriesResponse,
  WatchesResponse,
  WhatIfResponse,
} from './contract';
import { createManageApi, type ManageApi } from './manage';
import type { QueryParams, Transport } from './transport';

export interface RangeRequest {
  readonly watch: string;
  readonly match?: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly fields: readonly RangeField[];
  readonly limit?: number;
}

export interface ForecastRequest {
  readonly watch: string;
  readonly match?: string;
  readonly toMs: number;
  readonly limit?: number;
}

/** What a series would do: models side by side, a limit, and a growth that is supposed. */
export interface WhatIfRequest {
  readonly watch: string;
  readonly match?: string;
  /** As `7d`. */
  readonly horizon: string;
  readonly models: readonly string[];
  readonly limit?: number;
  readonly direction?: 'up' | 'down';
  /** Per cent. */
  readonly growth?: number;
  readonly growthFromMs?: number;
}

export interface IncidentsRequest {
  readonly watch?: string;
  readonly match?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly status?: 'open' | 'closed';
  readonly class?: IncidentBody['class'];
  readonly minSeverity?: number;
  /** `none`: those that nobody has judged. */
  readonly verdict?: NonNullable<IncidentBody['verdict']>['verdict'] | 'none';
  readonly order?: 'newest' | 'severity';
  readonly limit?: number;
  /** With each of the first incidents its value and band, of at most so many points. */
  readonly spark?: number;
}

export interface TidemarkApi extends ManageApi {
  watches(signal?: AbortSignal): Promise<WatchesResponse>;
  series(request: { watch: string; match?: string; limit?: number }, signal?: AbortSignal): Promise<SeriesResponse>;
  range(request: RangeRequest, signal?: AbortSignal): Promise<RangeResponse>;
  forecast(request: ForecastRequest, signal?: AbortSignal): Promise<ForecastResponse>;
  whatIf(request: WhatIfRequest, signal?: AbortSignal): Promise<WhatIfResponse>;
  forecastAccuracy(request: { watch: string; match?: string }, signal?: AbortSignal): Promise<AccuracyResponse>;
  maintenance(request: { watch?: string; limit?: number }, signal?: AbortSignal): Promise<MaintenanceResponse>;
  incidents(request: IncidentsRequest, signal?: AbortSignal): Promise<IncidentsResponse>;
}

/** The API of a collector-processor over any transport: `fetch` in the workbench, Grafana's proxy in Grafana. */
export function createTidemarkApi(transport: Transport): TidemarkApi {
  const get = <T>(path: string, params: QueryParams, signal?: AbortSignal) =>
    transport({ method: 'GET', path, params: withoutEmpty(params), signal }) as Promise<T>;

  return {
    watches: (signal) => get('/api/v1/watches', {}, signal),
    series: ({ watch, match, limit }, signal) => get('/api/v1/series', { watch, match, limit }, signal),
    range: ({ watch, match, fromMs, toMs, fields, limit }, signal) =>
      get(
        '/api/v1/range',
        { watch, match, from: Math.round(fromMs), to: Math.round(toMs), fields: fields.join(','), limit },
        signal,
      ),
    forecast: ({ watch, match, toMs, limit }, signal) =>
      get('/api/v1/forecast', { watch, match, to: Math.round(toMs), limit }, signal),
    whatIf: ({ models, growthFromMs, ...request }, signal) =>
      get(
        '/api/v1/forecast/whatif',
        { ...request, models: models.join(','), growthFrom: rounded(growthFromMs) },
        signal,
      ),
    forecastAccuracy: (request, signal) => get('/api/v1/forecast/accuracy', request, signal),
    maintenance: (request, signal) => get('/api/v1/maintenance', request, signal),
    incidents: ({ fromMs, toMs, ...filter }, signal) =>
      get('/api/v1/incidents', { ...filter, from: rounded(fromMs), to: rounded(toMs) }, signal),
    ...createManageApi(transport),
  };
}

function rounded(timeMs: number | undefined): number | undefined {
  return timeMs === undefined ? undefined : Math.round(timeMs);
}

/** An empty parameter means "not given". */
function withoutEmpty(params: QueryParams): QueryParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined && value !== ''));
}
