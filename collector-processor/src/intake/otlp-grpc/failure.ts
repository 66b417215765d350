import type { OutgoingHttpHeaders } from 'node:http2';
import protobuf from 'protobufjs/light.js';
import type { TidemarkError } from '../../errors/tidemark-error.ts';
import { rpcCodeOf } from '../otlp/responses.ts';

/** Field numbers of google.rpc.Status, google.protobuf.Any, google.rpc.RetryInfo and google.protobuf.Duration. */
const STATUS = { code: 1, message: 2, details: 3 } as const;
const ANY = { typeUrl: 1, value: 2 } as const;
const RETRY_DELAY = 1;
const SECONDS = 1;
const RETRY_INFO = 'type.googleapis.com/google.rpc.RetryInfo';

/**
 * How a request fails over gRPC, as headers. With a time to come again it carries a RetryInfo, which makes
 * RESOURCE_EXHAUSTED retryable (opentelemetry-proto, OTLP specification, "Failures").
 */
export function failureOf(error: TidemarkError, retryAfterSeconds?: number): OutgoingHttpHeaders {
  const code = rpcCodeOf(error.status);
  const message = `${error.message}. ${error.help}`;
  const status = statusOf(code, message);
  if (retryAfterSeconds === undefined) return status;
  const details = retryDetails(code, message, Math.max(1, Math.ceil(retryAfterSeconds)));
  return { ...status, 'grpc-status-details-bin': details.toString('base64') };
}

/** A status that is not OK. Of its text, what is not printable ASCII goes percent-encoded ("gRPC over HTTP2"). */
export function statusOf(code: number, message: string): OutgoingHttpHeaders {
  const encoded = message.replace(/[^\x20-\x24\x26-\x7e]+/gu, encodeURIComponent);
  return { 'grpc-status': String(code), 'grpc-message': encoded };
}

function retryDetails(code: number, message: string, seconds: number): Buffer {
  const text = (field: number): number => (field << 3) | 2;
  const number = (field: number): number => field << 3;
  const duration = protobuf.Writer.create().uint32(number(SECONDS)).int64(seconds).finish();
  const retryInfo = protobuf.Writer.create().uint32(text(RETRY_DELAY)).bytes(duration).finish();
  const any = protobuf.Writer.create()
    .uint32(text(ANY.typeUrl))
    .string(RETRY_INFO)
    .uint32(text(ANY.value))
    .bytes(retryInfo)
    .finish();
  const status = protobuf.Writer.create()
    .uint32(number(STATUS.code))
    .int32(code)
    .uint32(text(STATUS.message))
    .string(message)
    .uint32(text(STATUS.details))
    .bytes(any)
    .finish();
  return Buffer.from(status);
}
