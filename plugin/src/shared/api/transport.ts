export type QueryParams = Record<string, string | number | undefined>;

/** Sends one request and answers with its parsed body; rejects with a {@link TidemarkApiError}. */
export type Transport = (request: {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly params?: QueryParams;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}) => Promise<unknown>;

/** HTTP status of an answer that is done and has nothing to say. */
export const NO_CONTENT = 204;
