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
}

/** What a sender's credentials allow. */
export type Authorization = 'allowed' | 'unauthenticated' | 'forbidden';
