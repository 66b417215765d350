import { isFetchError, type BackendSrv } from '@grafana/runtime';
import { firstValueFrom } from 'rxjs';
import type { Transport } from '../shared/api/transport';
import { TidemarkApiError } from '../shared/api/api-error';
import { NO_CONTENT } from '../shared/api/transport';

export interface GrafanaTransportOptions {
  /** Where Grafana's server forwards from: the datasource's proxy address. */
  readonly proxyUrl: string;
  readonly backendSrv: () => Pick<BackendSrv, 'fetch'>;
}

/** Requests through Grafana's server, which adds the token; the browser never sees it. */
export function createGrafanaTransport({ proxyUrl, backendSrv }: GrafanaTransportOptions): Transport {
  return async ({ method, path, params, body, signal }) => {
    signal?.throwIfAborted();
    try {
      const response = await firstValueFrom(
        backendSrv().fetch<unknown>({
          url: `${proxyUrl}${path}`,
          method,
          params,
          data: body,
          showErrorAlert: false,
          showSuccessAlert: false,
          abortSignal: signal,
        }),
      );
      if (response.status === NO_CONTENT) {
        return null;
      }
      if (typeof response.data !== 'object' || response.data === null) {
        throw new TidemarkApiError(
          'The answer is not JSON: this address is not the API of Tidemark (port 4319 by default).',
          response.status,
        );
      }
      return response.data;
    } catch (error) {
      signal?.throwIfAborted();
      if (!isFetchError(error)) {
        throw error;
      }
      // The sentences and their languages are fetched when there is something to say.
      const { apiError } = await import('../shared/api/errors');
      throw apiError(answeredStatus(error), error.data);
    }
  };
}

const AUTHENTICATION_FAILED = 'Authentication to data source failed';

/** Grafana's proxy makes of a 401 a 400 with this text, lest its own page takes it for the end of the session. */
export function answeredStatus({ status, data }: { readonly status: number; readonly data?: unknown }): number {
  const message = typeof data === 'object' && data !== null && 'message' in data ? data.message : data;
  return status === 400 && message === AUTHENTICATION_FAILED ? 401 : status;
}
