import type {
  Backtest,
  BacktestRequest,
  IncidentBody,
  IncidentDetail,
  SourceCheck,
  SourcesResponse,
  VerdictRequest,
  VerdictsRequest,
  VerdictsResponse,
  WatchDetail,
  WatchRequest,
} from './contract';
import type { Transport } from './transport';

/** What a person does with Tidemark, beside looking: judge, try, watch, mute. */
export interface ManageApi {
  incidentDetail(id: string, signal?: AbortSignal): Promise<IncidentDetail>;
  /** Records what a person says of an incident; answers with the incident as it is now. */
  verdict(id: string, request: VerdictRequest, signal?: AbortSignal): Promise<IncidentBody>;
  /** The same verdict on many; those that failed are told one by one. */
  verdicts(request: VerdictsRequest): Promise<VerdictsResponse>;

  watch(name: string, signal?: AbortSignal): Promise<WatchDetail>;
  createWatch(request: WatchRequest): Promise<WatchDetail>;
  updateWatch(name: string, request: WatchRequest): Promise<WatchDetail>;
  /** Its history ages out. */
  deleteWatch(name: string): Promise<void>;
  muteWatch(name: string, request: { until?: string; reason?: string; by?: string }): Promise<void>;
  unmuteWatch(name: string): Promise<void>;

  sources(signal?: AbortSignal): Promise<SourcesResponse>;
  /** Asks a source now; for administrators. */
  checkSource(name: string): Promise<SourceCheck>;

  /** Starts one; ask for it by its id until its state is an end. */
  startBacktest(request: BacktestRequest, signal?: AbortSignal): Promise<Backtest>;
  backtest(id: string, signal?: AbortSignal): Promise<Backtest>;
  cancelBacktest(id: string): Promise<void>;
}

export function createManageApi(transport: Transport): ManageApi {
  const get = <T>(path: string, signal?: AbortSignal) => transport({ method: 'GET', path, signal }) as Promise<T>;
  const send = <T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown, signal?: AbortSignal) =>
    transport({ method, path, body, signal }) as Promise<T>;
  const incident = (id: string) => `/api/v1/incidents/${encodeURIComponent(id)}`;
  const watch = (name: string) => `/api/v1/watches/${encodeURIComponent(name)}`;
  const backtest = (id: string) => `/api/v1/backtests/${encodeURIComponent(id)}`;
  return {
    incidentDetail: (id, signal) => get(`${incident(id)}/detail`, signal),
    verdict: (id, request, signal) => send('POST', `${incident(id)}/verdict`, request, signal),
    verdicts: (request) => send('POST', '/api/v1/incidents/verdicts', request),

    watch: (name, signal) => get(watch(name), signal),
    createWatch: (request) => send('POST', '/api/v1/watches', request),
    updateWatch: (name, request) => send('PUT', watch(name), request),
    deleteWatch: async (name) => void (await send('DELETE', watch(name))),
    muteWatch: async (name, request) => void (await send('POST', `${watch(name)}/mute`, request)),
    unmuteWatch: async (name) => void (await send('DELETE', `${watch(name)}/mute`)),

    sources: (signal) => get('/api/v1/sources', signal),
    checkSource: (name) => send('POST', `/api/v1/admin/sources/${encodeURIComponent(name)}/check`, {}),

    startBacktest: (request, signal) => send('POST', '/api/v1/backtests', request, signal),
    backtest: (id, signal) => get(backtest(id), signal),
    cancelBacktest: async (id) => void (await send('DELETE', backtest(id))),
  };
}
