import { Metadata, type StatusObject } from '@grpc/grpc-js';
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
 * How a request fails over gRPC. With a time to come again it carries a RetryInfo, which makes RESOURCE_EXHAUSTED
 * retryable (opentelemetry-proto, OTLP specification, "Failures").
 */
export function failureOf(error: TidemarkError, retryAfterSeconds?: number): StatusObject {
  const code = rpcCodeOf(error.status);
  const details = `${error.message}. ${error.help}`;
  const metadata = new Metadata();
  if (retryAfterSeconds !== undefined) {
    metadata.set('grpc-status-details-bin', retryDetails(code, details, Math.max(1, Math.ceil(retryAfterSeconds))));
  }
  return { code, details, metadata };
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
