import type {
  ForecastResponse,
  IncidentBody,
  IncidentsResponse,
  RangeField,
  RangeResponse,
  SeriesResponse,
  VerdictRequest,
  WatchesResponse,
} from './contract';

export type QueryParams = Record<string, string | number | undefined>;

/** Sends one request and answers with its parsed body; rejects with a {@link TidemarkApiError}. */
export type Transport = (request: {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly params?: QueryParams;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}) => Promise<unknown>;

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

export interface IncidentsRequest {
  readonly watch?: string;
  readonly match?: string;
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly status?: 'open' | 'closed';
  readonly limit?: number;
}

export interface TidemarkApi {
  watches(signal?: AbortSignal): Promise<WatchesResponse>;
  series(request: { watch: string; match?: string; limit?: number }, signal?: AbortSignal): Promise<SeriesResponse>;
  range(request: RangeRequest, signal?: AbortSignal): Promise<RangeResponse>;
  forecast(request: ForecastRequest, signal?: AbortSignal): Promise<ForecastResponse>;
  incidents(request: IncidentsRequest, signal?: AbortSignal): Promise<IncidentsResponse>;
  /** Records what a person says of an incident; answers with the incident as it is now. */
  verdict(incidentId: string, request: VerdictRequest, signal?: AbortSignal): Promise<IncidentBody>;
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
    incidents: ({ watch, match, fromMs, toMs, status, limit }, signal) =>
      get('/api/v1/incidents', { watch, match, from: rounded(fromMs), to: rounded(toMs), status, limit }, signal),
    verdict: (incidentId, request, signal) =>
      transport({
        method: 'POST',
        path: `/api/v1/incidents/${encodeURIComponent(incidentId)}/verdict`,
        body: request,
        signal,
      }) as Promise<IncidentBody>,
  };
}

function rounded(timeMs: number | undefined): number | undefined {
  return timeMs === undefined ? undefined : Math.round(timeMs);
}

/** An empty parameter means "not given". */
function withoutEmpty(params: QueryParams): QueryParams {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined && value !== ''));
}
