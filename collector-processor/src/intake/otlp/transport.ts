import type { TidemarkError } from '../../errors/tidemark-error.ts';
import type { ErrorCode } from '../../errors/registry.ts';
import type { Refusal } from '../../measure/refusals.ts';
import type { OtlpSignal } from './responses.ts';

/** How one request ended, for telemetry: every point of it is in `accepted` or in `refused`. */
export interface OtlpOutcome {
  /** null where the path names none. */
  readonly signal: OtlpSignal | null;
  /** Of a gRPC request: the HTTP status that says the same. */
  readonly httpStatus: number;
  readonly bodyBytes: number;
  readonly accepted: number;
  readonly refused: readonly Refusal[];
  /** Why nothing of it was taken; null where it was. */
  readonly error: ErrorCode | null;
}

/** A request of which nothing was kept. */
export interface Failure {
  readonly status: 'failed';
  readonly error: TidemarkError;
  /** When it may come again; undefined: never as it is. */
  readonly retryAfterSeconds?: number;
}
