import {
  constants,
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from 'node:http2';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Receive } from '../otlp/export-request.ts';
import { decompress, SUPPORTED_ENCODINGS } from '../otlp-http/decompress.ts';
import { createRefusalLog } from '../otlp/refusal-log.ts';
import { encodeSuccess, type OtlpSignal } from '../otlp/responses.ts';
import type { Authorization, OtlpOutcome } from '../otlp/transport.ts';
import { failureOf, statusOf } from './failure.ts';
import { receiveMessage, type Received } from './message.ts';

export interface OtlpGrpcLimits {
  /** Of a message, as sent and once unpacked. */
  readonly messageBytes: number;
  /** Requests being received or answered at once; further ones are told to come again. */
  readonly maxInFlight: number;
  /** From a request's headers to the end of its message. */
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
const BUSY_RETRY_AFTER_SECONDS = 1;
const UNIMPLEMENTED = 12;
/** What a sender may have under way unacknowledged: of a request, and of a connection. Messages have some 200 kB. */
const STREAM_WINDOW_BYTES = 2 ** 20;
const SESSION_WINDOW_BYTES = 2 ** 23;
const ANSWER_HEADERS: OutgoingHttpHeaders = {
  ':status': 200,
  'content-type': 'application/grpc+proto',
  'grpc-accept-encoding': SUPPORTED_ENCODINGS.join(),
};

/**
 * OTLP/gRPC as its specification has it: metrics and traces, plain and gzip, unary calls over HTTP/2. Messages stay bytes
 * until the reader that OTLP/HTTP has too; what failed says so by gRPC's status, with a RetryInfo where it may come again.
 *
 * ```
 *  headers ──► message ──► unpack ──► receive ──► OK
 *    │ UNIMPLEMENTED  │ RESOURCE_EXHAUSTED, INVALID_ARGUMENT
 *    │ UNAUTHENTICATED PERMISSION_DENIED
 *    │ UNAVAILABLE    │ DEADLINE_EXCEEDED
 * ```
 */
export function createOtlpGrpcServer(options: OtlpGrpcOptions): OtlpGrpcServer {
  const { receive, logger, authorize = () => 'allowed', onOutcome = () => undefined } = options;
  const limits = { ...DEFAULT_GRPC_LIMITS, ...options.limits };
  const warnOnce = createRefusalLog(logger);
  const sessions = new Set<ServerHttp2Session>();
  let inFlight = 0;

  const server = createServer({
    settings: {
      maxConcurrentStreams: Math.max(1, limits.maxInFlight),
      initialWindowSize: STREAM_WINDOW_BYTES,
      enablePush: false,
    },
  });
  server.on('session', (session) => {
    sessions.add(session);
    session.setLocalWindowSize(SESSION_WINDOW_BYTES);
    session.setTimeout(limits.idleTimeoutMs, () => session.close());
    session.on('error', () => session.destroy());
    session.on('close', () => sessions.delete(session));
  });
  server.on('stream', serve);

  function serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const signal = SIGNALS.find((each) => PATHS[each] === headers[':path']) ?? null;
    inFlight++;
    // A sender that breaks off is nobody's failure but its own.
    stream.on('error', () => stream.destroy());
    stream.on('close', () => inFlight--);
    const fail = (error: TidemarkError, bodyBytes = 0, retryAfterSeconds?: number): void => {
      onOutcome({ signal, httpStatus: error.status, bodyBytes, accepted: 0, refused: [] });
      refuse(stream, failureOf(error, retryAfterSeconds));
    };
    if (signal === null || headers[':method'] !== 'POST') {
      onOutcome({ signal, httpStatus: 404, bodyBytes: 0, accepted: 0, refused: [] });
      return refuse(stream, statusOf(UNIMPLEMENTED, `there is no ${headers[':path'] ?? ''} here`));
    }
    const problem = headersProblem(headers);
    if (problem !== null)
      return fail(problem, 0, problem.code === 'TLERR_OTLP_BUSY' ? BUSY_RETRY_AFTER_SECONDS : undefined);

    const { requestTimeoutMs } = limits;
    const timer = setTimeout(
      () => fail(new TidemarkError('TLERR_OTLP_TOO_SLOW', { requestTimeoutMs })),
      requestTimeoutMs,
    );
    stream.on('close', () => clearTimeout(timer));
    receiveMessage(stream, limits.messageBytes, (received) => {
      clearTimeout(timer);
      take(signal, received, String(headers['grpc-encoding'] ?? 'identity')).then(
        (answer) => {
          if (answer.status === 'taken') return respond(stream, answer.body);
          return fail(answer.error, answer.bodyBytes, answer.retryAfterSeconds);
        },
        (error: unknown) => {
          logger.error({ err: error }, 'An OTLP request failed unexpectedly');
          fail(new TidemarkError('TLERR_UNEXPECTED', { reason: 'the log of the service has it' }));
        },
      );
    });
  }

  /** Judged before the message is received. */
  function headersProblem(headers: IncomingHttpHeaders): TidemarkError | null {
    const judgement = authorize(headers.authorization);
    if (judgement === 'unauthenticated') return new TidemarkError('TLERR_OTLP_UNAUTHENTICATED');
    if (judgement === 'forbidden') return new TidemarkError('TLERR_OTLP_FORBIDDEN');
    if (inFlight > limits.maxInFlight) return new TidemarkError('TLERR_OTLP_BUSY');
    const contentType = headers['content-type'] ?? '';
    return /^application\/grpc(\+proto)?\s*(;|$)/i.test(contentType)
      ? null
      : new TidemarkError('TLERR_OTLP_MEDIA_TYPE', { given: contentType });
  }

  async function take(signal: OtlpSignal, received: Received, encoding: string): Promise<Answer> {
    if (received.status === 'failed') return { ...received, bodyBytes: 0 };
    const bodyBytes = received.message.length;
    if (received.isCompressed && !SUPPORTED_ENCODINGS.includes(encoding)) {
      const error = new TidemarkError('TLERR_OTLP_CONTENT_ENCODING', { given: encoding });
      return { status: 'failed', error, bodyBytes };
    }
    const unpacked = await decompress(
      received.message,
      received.isCompressed ? encoding : 'identity',
      limits.messageBytes,
    );
    if (unpacked.status === 'failed') return { ...unpacked, bodyBytes };
    const result = await receive({ signal, encoding: 'protobuf', bytes: unpacked.bytes });
    if (result.status === 'failed') return { ...result, bodyBytes };
    const { told, accepted, refused } = result;
    warnOnce(refused);
    onOutcome({ signal, httpStatus: 200, bodyBytes, accepted, refused });
    return { status: 'taken', body: encodeSuccess(signal, told, 'protobuf').body };
  }

  return {
    async listen({ host, port }) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', (error) => {
          const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
          reject(new TidemarkError('TLERR_LISTEN_FAILED', { address, reason: messageOf(error) }, { cause: error }));
        });
        server.listen(port, host, resolve);
      });
      const bound = server.address();
      return { host, port: typeof bound === 'object' && bound !== null ? bound.port : port };
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const session of sessions) session.close();
      const force = setTimeout(() => sessions.forEach((session) => session.destroy()), CLOSE_WITHIN_MS);
      await closed;
      clearTimeout(force);
    },
  };
}

type Answer =
  | { readonly status: 'taken'; readonly body: Buffer }
  | {
      readonly status: 'failed';
      readonly error: TidemarkError;
      readonly bodyBytes: number;
      readonly retryAfterSeconds?: number;
    };

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
