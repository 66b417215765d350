/** A request that failed, said in sentences a person can act on. */
export class TidemarkApiError extends Error {
  constructor(
    message: string,
    /** HTTP status; 0 when there was no answer at all. */
    readonly status: number,
    readonly code: string | null = null,
  ) {
    super(message);
    this.name = 'TidemarkApiError';
  }
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}
