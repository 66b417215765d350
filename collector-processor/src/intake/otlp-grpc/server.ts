import {
  Server,
  ServerCredentials,
  type handleUnaryCall,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Receive } from '../otlp/export-request.ts';
import { createRefusalLog } from '../otlp/refusal-log.ts';
import { encodeSuccess, type OtlpSignal } from '../otlp/responses.ts';
import type { Authorization, OtlpOutcome } from '../otlp/transport.ts';
import { failureOf } from './failure.ts';
import { createGuard } from './guard.ts';

export interface OtlpGrpcLimits {
  /** Of a message, as sent and once unpacked. */
  readonly messageBytes: number;
  /** See GuardOptions. */
  readonly maxInFlight: number;
  readonly requestTimeoutMs: number;
  /** A connection without any request is closed after this. */
  readonly idleTimeoutMs: number;
}

export const DEFAULT_GRPC_LIMITS: OtlpGrpcLimits = {
  messageBytes: 64 * 2 ** 20,
  maxInFlight: 64,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 600_000,
};

export interface OtlpGrpcOptions {
  readonly receive: Receive;
  readonly logger: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  readonly limits?: Partial<OtlpGrpcLimits>;
  /** Judges the authorization header before the message is received; default: everyone may send. */
  readonly authorize?: (authorization: string | undefined) => Authorization;
  readonly onOutcome?: (outcome: OtlpOutcome) => void;
}

export interface OtlpGrpcServer {
  /** Port 0: any free one. @throws TidemarkError TLERR_LISTEN_FAILED */
  listen(address: {
    readonly host: string;
    readonly port: number;
  }): Promise<{ readonly host: string; readonly port: number }>;
  /** Stops listening and lets requests under way end. */
  close(): Promise<void>;
}

const PATHS: Readonly<Record<OtlpSignal, string>> = {
  metrics: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
};
const SIGNALS = Object.keys(PATHS) as OtlpSignal[];
/** Requests under way at the end get so long. */
const CLOSE_WITHIN_MS = 5_000;

/**
 * OTLP/gRPC as its specification has it: metrics and traces, plain and gzip. Messages stay bytes until the reader that
 * OTLP/HTTP has too; what failed says so by gRPC's status, with a RetryInfo where it may come again.
 */
export function createOtlpGrpcServer(options: OtlpGrpcOptions): OtlpGrpcServer {
  const { receive, logger, authorize = () => 'allowed', onOutcome = () => undefined } = options;
  const limits = { ...DEFAULT_GRPC_LIMITS, ...options.limits };
  const warnOnce = createRefusalLog(logger);
  const failed = (signal: OtlpSignal | null, error: TidemarkError, bodyBytes: number): void =>
    onOutcome({ signal, httpStatus: error.status, bodyBytes, accepted: 0, refused: [] });

  const server = new Server({
    interceptors: [
      createGuard({
        ...limits,
        authorize,
        onRefused: (path, error) => failed(SIGNALS.find((signal) => PATHS[signal] === path) ?? null, error, 0),
      }),
    ],
    'grpc.max_receive_message_length': limits.messageBytes,
    'grpc.max_concurrent_streams': Math.max(1, limits.maxInFlight),
    'grpc.max_connection_idle_ms': limits.idleTimeoutMs,
  });
  server.addService(services(), handlers());

  function handlers(): UntypedServiceImplementation {
    return Object.fromEntries(SIGNALS.map((signal) => [signal, handler(signal)]));
  }

  function handler(signal: OtlpSignal): handleUnaryCall<Buffer, Buffer> {
    return async ({ request }, answer) => {
      const fail = (error: TidemarkError, retryAfterSeconds?: number): void => {
        failed(signal, error, request.length);
        answer(failureOf(error, retryAfterSeconds));
      };
      try {
        const result = await receive({ signal, encoding: 'protobuf', bytes: request });
        if (result.status === 'failed') return fail(result.error, result.retryAfterSeconds);
        const { told, accepted, refused } = result;
        warnOnce(refused);
        onOutcome({ signal, httpStatus: 200, bodyBytes: request.length, accepted, refused });
        answer(null, encodeSuccess(signal, told, 'protobuf').body);
      } catch (error) {
        logger.error({ err: error }, 'An OTLP request failed unexpectedly');
        fail(new TidemarkError('TLERR_UNEXPECTED', { reason: 'the log of the service has it' }));
      }
    };
  }

  return {
    async listen({ host, port }) {
      const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
      return new Promise((resolve, reject) => {
        server.bindAsync(address, ServerCredentials.createInsecure(), (error, bound) => {
          if (error === null) return resolve({ host, port: bound });
          reject(new TidemarkError('TLERR_LISTEN_FAILED', { address, reason: messageOf(error) }, { cause: error }));
        });
      });
    },
    async close() {
      const force = setTimeout(() => server.forceShutdown(), CLOSE_WITHIN_MS);
      await new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
      clearTimeout(force);
    },
  };
}

/** The two services, their messages left as bytes. */
function services(): ServiceDefinition {
  const asIs = (bytes: Buffer): Buffer => bytes;
  const method = (signal: OtlpSignal) => ({
    path: PATHS[signal],
    requestStream: false as const,
    responseStream: false as const,
    requestSerialize: asIs,
    requestDeserialize: asIs,
    responseSerialize: asIs,
    responseDeserialize: asIs,
  });
  return Object.fromEntries(SIGNALS.map((signal) => [signal, method(signal)]));
}
