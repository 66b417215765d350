import { isFetchError, type BackendSrv } from '@grafana/runtime';
import { firstValueFrom } from 'rxjs';
import { errorSentence } from '../shared/api/errors';

export type GrafanaAnswer<T> =
  | { readonly status: 'ok'; readonly data: T }
  /** `code` is the HTTP status, 0 when nothing answered; `message` is Grafana's own. */
  | { readonly status: 'refused'; readonly code: number; readonly message: string };

export interface GrafanaRequest {
  readonly method: 'GET' | 'POST';
  /** Below Grafana's own address: `/api/…`. */
  readonly path: string;
  readonly params?: Record<string, string>;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** Asks Grafana's own API as the person who is signed in. */
export type GrafanaHttp = <T>(request: GrafanaRequest) => Promise<GrafanaAnswer<T>>;

export function createGrafanaHttp(backendSrv: () => Pick<BackendSrv, 'fetch'>): GrafanaHttp {
  return async <T>({ method, path, params, body, headers }: GrafanaRequest): Promise<GrafanaAnswer<T>> => {
    try {
      const request = { url: path, method, params, data: body, headers, showErrorAlert: false };
      const { data } = await firstValueFrom(backendSrv().fetch<T>({ ...request, showSuccessAlert: false }));
      return { status: 'ok', data };
    } catch (error) {
      return isFetchError<{ message?: string } | undefined>(error)
        ? { status: 'refused', code: error.status, message: error.data?.message ?? error.statusText ?? '' }
        : { status: 'refused', code: 0, message: errorSentence(error) };
    }
  };
}
