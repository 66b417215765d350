import { TidemarkApiError, isAbort } from './api-error';
import { apiError } from './errors';
import { NO_CONTENT, type QueryParams, type Transport } from './transport';

export interface FetchTransportOptions {
  /** Where the API is; empty for the page's own origin. */
  readonly baseUrl: string;
  readonly fetch: typeof globalThis.fetch;
  /** The bearer token of the moment; null or left out: none is sent. */
  readonly token?: () => string | null;
}

/** Requests by `fetch`, for a page that the collector-processor serves itself. */
export function createFetchTransport({ baseUrl, fetch, token = () => null }: FetchTransportOptions): Transport {
  return async ({ method, path, params, body, signal }) => {
    const response = await answerOf(
      fetch(`${baseUrl}${path}${queryString(params)}`, {
        method,
        signal,
        headers: {
          ...(body === undefined ? { accept: 'application/json' } : { 'content-type': 'application/json' }),
          ...authorization(token()),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    );
    if (response.status === NO_CONTENT) {
      return null;
    }
    const parsed = await parsedBody(response);
    if (!response.ok) {
      throw apiError(response.status, parsed);
    }
    if (parsed === undefined) {
      throw new TidemarkApiError('The answer is not JSON: this address is not the API of Tidemark.', response.status);
    }
    return parsed;
  };
}

const authorization = (token: string | null): Record<string, string> =>
  token === null ? {} : { authorization: `Bearer ${token}` };

async function answerOf(request: Promise<Response>): Promise<Response> {
  try {
    return await request;
  } catch (error) {
    throw isAbort(error) ? error : apiError(0, undefined);
  }
}

async function parsedBody(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    if (isAbort(error)) {
      throw error;
    }
    return undefined;
  }
}

function queryString(params: QueryParams = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined) {
      search.set(name, String(value));
    }
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
