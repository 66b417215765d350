import { messageType } from './proto-schema.ts';
import type { OtlpEncoding } from './decoded.ts';

export type OtlpSignal = 'metrics' | 'traces' | 'logs';

/** What the sender is told of a request that was taken. */
export interface PartialSuccess {
  /** Points, spans or log records that were refused; 0 with a message is a warning. */
  readonly rejected: number;
  /** '' = all is well, nothing to tell. */
  readonly message: string;
}

const CONTENT_TYPES: Readonly<Record<OtlpEncoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};
const RESPONSES = {
  metrics: messageType('MetricsResponse'),
  traces: messageType('TracesResponse'),
  logs: messageType('LogsResponse'),
};
const REJECTED_FIELDS = { metrics: 'rejectedDataPoints', traces: 'rejectedSpans', logs: 'rejectedLogRecords' };
const STATUS = messageType('Status');

/** google.rpc.Code for each HTTP status that is answered. */
const RPC_CODES: Readonly<Record<number, number>> = {
  400: 3, // INVALID_ARGUMENT
  401: 16, // UNAUTHENTICATED
  403: 7, // PERMISSION_DENIED
  404: 5, // NOT_FOUND
  405: 12, // UNIMPLEMENTED
  408: 4, // DEADLINE_EXCEEDED
  413: 8, // RESOURCE_EXHAUSTED
  415: 3,
  429: 8,
  503: 14, // UNAVAILABLE
};
const RPC_INTERNAL = 13;

export interface EncodedBody {
  readonly contentType: string;
  readonly body: Buffer;
}

/** An Export…ServiceResponse; `partial_success` is left out unless there is something to tell, as OTLP demands. */
export function encodeSuccess(
  signal: OtlpSignal,
  { rejected, message }: PartialSuccess,
  encoding: OtlpEncoding,
): EncodedBody {
  const told = rejected > 0 || message !== '';
  const field = REJECTED_FIELDS[signal];
  if (encoding === 'json') {
    // 64-bit integers are strings in OTLP/JSON.
    return json(told ? { partialSuccess: { [field]: String(rejected), errorMessage: message } } : {});
  }
  const type = RESPONSES[signal];
  return protobuf(
    type.encode(type.fromObject(told ? { partialSuccess: { [field]: rejected, errorMessage: message } } : {})).finish(),
  );
}

/** A google.rpc.Status, the body of every answer that is not 200. */
export function encodeStatus(httpStatus: number, message: string, encoding: OtlpEncoding): EncodedBody {
  const status = { code: rpcCodeOf(httpStatus), message };
  return encoding === 'json' ? json(status) : protobuf(STATUS.encode(STATUS.fromObject(status)).finish());
}

/** The google.rpc.Code, which is gRPC's status too, that says what an HTTP status says. */
export const rpcCodeOf = (httpStatus: number): number => RPC_CODES[httpStatus] ?? RPC_INTERNAL;

/** The encoding that a content type names; undefined where it names none of OTLP's. */
export function encodingOf(contentType: string | undefined): OtlpEncoding | undefined {
  const mediaType = contentType?.split(';', 1)[0]?.trim().toLowerCase();
  if (mediaType === CONTENT_TYPES.protobuf) return 'protobuf';
  return mediaType === CONTENT_TYPES.json ? 'json' : undefined;
}

function json(value: object): EncodedBody {
  return { contentType: CONTENT_TYPES.json, body: Buffer.from(JSON.stringify(value)) };
}

function protobuf(bytes: Uint8Array): EncodedBody {
  return { contentType: CONTENT_TYPES.protobuf, body: Buffer.from(bytes) };
}
