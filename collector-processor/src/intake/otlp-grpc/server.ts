import { constants, type IncomingHttpHeaders, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { createAdmission, type Admission, type Admitted } from '../otlp/admission.ts';
import type { Receive } from '../otlp/export-request.ts';
import { listenAt, type ListenAddress } from '../otlp/listen.ts';
import { createRefusalLog } from '../otlp/refusal-log.ts';
import { encodeSuccess, type OtlpSignal } from '../otlp/responses.ts';
import type { Failure, OtlpOutcome } from '../otlp/transport.ts';
import { unpack } from '../otlp/unpack.ts';
import { SUPPORTED_ENCODINGS } from '../otlp-http/decompress.ts';
import { MAX_CONNECTIONS } from '../../security/connection-bounds.ts';
import type { ServerTls } from '../../security/tls.ts';
import { createConnections, type ConnectionLimits } from './connections.ts';
import { failureOf, statusOf } from './failure.ts';
import { receiveMessage, type Received } from './message.ts';

export interface OtlpGrpcLimits extends ConnectionLimits {
  /** Of a message, as sent and once unpacked. */
  readonly messageBytes: number;
  /** From a request's headers to the end of its message. */
  readonly requestTimeoutMs: number;
}

export const DEFAULT_GRPC_LIMITS: OtlpGrpcLimits = {
  messageBytes: 64 * 2 ** 20,
  maxStreams: 128,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 600_000,
  maxConnections: MAX_CONNECTIONS,
};

export interface OtlpGrpcOptions {
  readonly receive: Receive;
  readonly logger: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  readonly limits?: Partial<OtlpGrpcLimits>;
  /** Default: in the clear. */
  readonly tls?: ServerTls | null;
  /** Judges a request before its message is received. Default: everyone may send, as much as there is room for. */
  readonly admission?: Admission;
  readonly onOutcome?: (outcome: OtlpOutcome) => void;
}

export interface OtlpGrpcServer {
  /** @throws TidemarkError TLERR_LISTEN_FAILED */
  listen(address: ListenAddress): Promise<{ readonly host: string; readonly port: number }>;
  /** Stops listening and lets requests under way end. */
  close(): Promise<void>;
}

const PATHS: Readonly<Record<OtlpSignal, string>> = {
  metrics: '/opentelemetry.proto.collector.metrics.v1.MetricsService/Export',
  traces: '/opentelemetry.proto.collector.trace.v1.TraceService/Export',
  logs: '/opentelemetry.proto.collector.logs.v1.LogsService/Export',
};
const SIGNALS = Object.keys(PATHS) as OtlpSignal[];
const UNIMPLEMENTED = 12;
const ANSWER_HEADERS: OutgoingHttpHeaders = {
  ':status': 200,
  'content-type': 'application/grpc+proto',
  'grpc-accept-encoding': SUPPORTED_ENCODINGS.join(),
};

/**
 * OTLP/gRPC as its specification has it: metrics, traces and logs, plain and gzip, unary calls over HTTP/2. Messages stay bytes
 * until the reader that OTLP/HTTP has too; what failed says so by gRPC's status, with a RetryInfo where it may come again.
 *
 * ```
 *  headers ──► message ──► unpack ──► receive ──► OK
 *    │ UNIMPLEMENTED  │ RESOURCE_EXHAUSTED, INVALID_ARGUMENT
 *    │ UNAUTHENTICATED PERMISSION_DENIED
 *    │ RESOURCE_EXHAUSTED
 *    │                │ DEADLINE_EXCEEDED     │ UNAVAILABLE
 * ```
 */
export function createOtlpGrpcServer(options: OtlpGrpcOptions): OtlpGrpcServer {
  const { receive, logger, tls = null, admission = createAdmission(), onOutcome = () => undefined } = options;
  const limits = { ...DEFAULT_GRPC_LIMITS, ...options.limits };
  const warnOnce = createRefusalLog(logger);
  const { server, close } = createConnections(tls, limits);
  server.on('stream', serve);

  function serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const signal = SIGNALS.find((each) => PATHS[each] === headers[':path']) ?? null;
    // A sender that breaks off is nobody's failure but its own.
    stream.on('error', () => stream.destroy());
    const fail = ({ error, retryAfterSeconds }: Failure, bodyBytes = 0): void => {
      onOutcome({ signal, httpStatus: error.status, bodyBytes, accepted: 0, refused: [], error: error.code });
      refuse(stream, failureOf(error, retryAfterSeconds));
    };
    if (signal === null || headers[':method'] !== 'POST') {
      onOutcome({ signal, httpStatus: 404, bodyBytes: 0, accepted: 0, refused: [], error: 'TLERR_OTLP_PATH' });
      return refuse(stream, statusOf(UNIMPLEMENTED, `there is no ${headers[':path'] ?? ''} here`));
    }
    const judged = admission.admit(headers.authorization);
    if (judged.status === 'failed') return fail(judged);
    stream.on('close', judged.leave);
    const contentType = headers['content-type'] ?? '';
    if (!/^application\/grpc(\+proto)?\s*(;|$)/i.test(contentType)) {
      return fail({ status: 'failed', error: new TidemarkError('TLERR_OTLP_MEDIA_TYPE', { given: contentType }) });
    }

    const { requestTimeoutMs } = limits;
    const timer = setTimeout(
      () => fail({ status: 'failed', error: new TidemarkError('TLERR_OTLP_TOO_SLOW', { requestTimeoutMs }) }),
      requestTimeoutMs,
    );
    stream.on('close', () => clearTimeout(timer));
    receiveMessage(stream, limits.messageBytes, judged, (received) => {
      clearTimeout(timer);
      const encoding = String(headers['grpc-encoding'] ?? 'identity');
      judged
        .during(() => take(signal, received, encoding, judged))
        .then(
          (answer) => (answer.status === 'taken' ? respond(stream, answer.body) : fail(answer, answer.bodyBytes)),
          (error: unknown) => {
            logger.error({ err: error }, 'An OTLP request failed unexpectedly');
            const reason = 'the log of the service has it';
            fail({ status: 'failed', error: new TidemarkError('TLERR_UNEXPECTED', { reason }) });
          },
        );
    });
  }

  async function take(signal: OtlpSignal, received: Received, encoding: string, place: Admitted): Promise<Answer> {
    if (received.status === 'failed') return { ...received, bodyBytes: 0 };
    const bodyBytes = received.message.length;
    if (received.isCompressed && !SUPPORTED_ENCODINGS.includes(encoding)) {
      const error = new TidemarkError('TLERR_OTLP_CONTENT_ENCODING', { given: encoding });
      return { status: 'failed', error, bodyBytes };
    }
    const compression = received.isCompressed ? encoding : 'identity';
    const unpacked = await unpack(received.message, compression, limits.messageBytes, place);
    if (unpacked.status === 'failed') return { ...unpacked, bodyBytes };
    const result = await receive({ signal, encoding: 'protobuf', bytes: unpacked.bytes, token: place.token });
    if (result.status === 'failed') return { ...result, bodyBytes };
    const { told, accepted, refused } = result;
    place.charge(refused.reduce((sum, { count }) => sum + count, accepted));
    warnOnce(refused);
    onOutcome({ signal, httpStatus: 200, bodyBytes, accepted, refused, error: null });
    return { status: 'taken', body: encodeSuccess(signal, told, 'protobuf').body };
  }

  return {
    async listen(address) {
      const { host, port } = await listenAt(server, address);
      return { host, port };
    },
    close,
  };
}

type Answer = { readonly status: 'taken'; readonly body: Buffer } | (Failure & { readonly bodyBytes: number });

function respond(stream: ServerHttp2Stream, message: Buffer): void {
  if (stream.destroyed || stream.headersSent) return;
  stream.respond(ANSWER_HEADERS, { waitForTrailers: true });
  stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  const frame = Buffer.alloc(5 + message.length);
  frame.writeUInt32BE(message.length, 1);
  message.copy(frame, 5);
  stream.end(frame);
}

/** Answers at once, and takes no more of what the sender may still be sending. */
function refuse(stream: ServerHttp2Stream, status: OutgoingHttpHeaders): void {
  if (stream.destroyed || stream.headersSent) return;
  stream.respond({ ...ANSWER_HEADERS, ...status }, { endStream: true });
  stream.close(constants.NGHTTP2_NO_ERROR);
}
