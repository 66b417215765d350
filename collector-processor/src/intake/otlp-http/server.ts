import Fastify, { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Receive } from '../otlp/export-request.ts';
import { encodeStatus, encodeSuccess, encodingOf, type EncodedBody, type OtlpSignal } from '../otlp/responses.ts';
import type { Authorization, OtlpOutcome } from '../otlp/transport.ts';
import { createRefusalLog } from '../otlp/refusal-log.ts';
import { decompress, SUPPORTED_ENCODINGS } from './decompress.ts';

export interface OtlpHttpLimits {
  /** Of the body as sent. */
  readonly bodyBytes: number;
  readonly decompressedBytes: number;
  /** Requests being received, read or answered at once; further ones get 503. Bounds memory together with the two above. */
  readonly maxInFlight: number;
  /** From the first byte of a request to its last. */
  readonly requestTimeoutMs: number;
  /** A connection without any traffic is closed after this. */
  readonly idleTimeoutMs: number;
}

export const DEFAULT_HTTP_LIMITS: OtlpHttpLimits = {
  bodyBytes: 8 * 2 ** 20,
  decompressedBytes: 64 * 2 ** 20,
  maxInFlight: 64,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 75_000,
};

export interface OtlpHttpOptions {
  readonly receive: Receive;
  readonly logger: FastifyBaseLogger;
  readonly limits?: Partial<OtlpHttpLimits>;
  /** Judges the Authorization header before the body is read; default: everyone may send. */
  readonly authorize?: (authorization: string | undefined) => Authorization;
  readonly onOutcome?: (outcome: OtlpOutcome) => void;
}

export interface OtlpHttpServer {
  /** Port 0: any free one. @throws TidemarkError TLERR_LISTEN_FAILED */
  listen(address: {
    readonly host: string;
    readonly port: number;
  }): Promise<{ readonly host: string; readonly port: number }>;
  /** Stops listening and lets requests under way end. */
  close(): Promise<void>;
}

const SIGNALS: ReadonlyMap<string, OtlpSignal> = new Map([
  ['/v1/metrics', 'metrics'],
  ['/v1/traces', 'traces'],
]);
const BUSY_RETRY_AFTER_SECONDS = 1;

/**
 * OTLP/HTTP as its specification has it: POST /v1/metrics and /v1/traces, protobuf and JSON, plain and gzip.
 *
 * ```
 *  headers ──► body ──► unpack ──► receive ──► 200 (partial success)
 *    │ 401 403   │ 413     │ 413     │ 429 503, nothing kept
 *    │ 404 405   │ 408     │ 400     │ 400
 *    │ 415 503
 * ```
 */
export function createOtlpHttpServer(options: OtlpHttpOptions): OtlpHttpServer {
  const { receive, logger, authorize = () => 'allowed', onOutcome = () => undefined } = options;
  const limits = { ...DEFAULT_HTTP_LIMITS, ...options.limits };
  const warnOnce = createRefusalLog(logger);
  let inFlight = 0;

  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    connectionTimeout: limits.idleTimeoutMs,
    keepAliveTimeout: limits.idleTimeoutMs,
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(/^application\/(x-protobuf|json)\s*(;|$)/i, { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );

  app.addHook('onRequest', async (request, reply) => {
    inFlight++;
    reply.raw.once('close', () => inFlight--);
    const error = headersProblem(request);
    if (error !== null)
      await fail(request, reply, error, error.code === 'TLERR_OTLP_BUSY' ? BUSY_RETRY_AFTER_SECONDS : undefined);
  });

  function headersProblem(request: FastifyRequest): TidemarkError | null {
    const path = pathOf(request);
    if (!SIGNALS.has(path)) return new TidemarkError('TLERR_OTLP_PATH', { path });
    if (request.method !== 'POST') return new TidemarkError('TLERR_OTLP_METHOD', { method: request.method, path });
    const judgement = authorize(request.headers.authorization);
    if (judgement === 'unauthenticated') return new TidemarkError('TLERR_OTLP_UNAUTHENTICATED');
    if (judgement === 'forbidden') return new TidemarkError('TLERR_OTLP_FORBIDDEN');
    if (inFlight > limits.maxInFlight) return new TidemarkError('TLERR_OTLP_BUSY');
    const given = request.headers['content-type'];
    if (encodingOf(given) === undefined) return new TidemarkError('TLERR_OTLP_MEDIA_TYPE', { given: given ?? '' });
    const contentEncoding = contentEncodingOf(request);
    if (!SUPPORTED_ENCODINGS.includes(contentEncoding))
      return new TidemarkError('TLERR_OTLP_CONTENT_ENCODING', { given: contentEncoding });
    return null;
  }

  for (const [path, signal] of SIGNALS) {
    app.post(path, async (request, reply) => {
      // A request without any body is an empty message.
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const encoding = encodingOf(request.headers['content-type']) ?? 'protobuf';
      const unpacked = await decompress(body, contentEncodingOf(request), limits.decompressedBytes);
      if (unpacked.status === 'failed') return fail(request, reply, unpacked.error);
      const result = await receive({ signal, encoding, bytes: unpacked.bytes });
      if (result.status === 'failed') return fail(request, reply, result.error, result.retryAfterSeconds);
      warnOnce(result.refused);
      onOutcome({
        signal,
        httpStatus: 200,
        bodyBytes: body.length,
        accepted: result.accepted,
        refused: result.refused,
      });
      return send(reply.code(200), encodeSuccess(signal, result.told, encoding));
    });
  }

  app.setNotFoundHandler((request, reply) =>
    fail(request, reply, new TidemarkError('TLERR_OTLP_PATH', { path: pathOf(request) })),
  );
  app.setErrorHandler((error, request, reply) => fail(request, reply, asTidemarkError(error)));

  function asTidemarkError(error: unknown): TidemarkError {
    const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
    if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
      return new TidemarkError('TLERR_OTLP_TOO_LARGE', { what: 'body', limitBytes: limits.bodyBytes });
    if (typeof statusCode === 'number' && statusCode < 500)
      return new TidemarkError('TLERR_OTLP_UNREADABLE', { reason: messageOf(error) });
    logger.error({ err: error }, 'An OTLP request failed unexpectedly');
    return new TidemarkError('TLERR_UNEXPECTED', { reason: 'the log of the service has it' });
  }

  function fail(
    request: FastifyRequest,
    reply: FastifyReply,
    error: TidemarkError,
    retryAfterSeconds?: number,
  ): FastifyReply {
    const body = Buffer.isBuffer(request.body) ? request.body.length : 0;
    onOutcome({
      signal: SIGNALS.get(pathOf(request)) ?? null,
      httpStatus: error.status,
      bodyBytes: body,
      accepted: 0,
      refused: [],
    });
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterSeconds))));
    if (error.status === 401) reply.header('www-authenticate', 'Bearer');
    if (error.status === 405) reply.header('allow', 'POST');
    const encoding = encodingOf(request.headers['content-type']) ?? 'json';
    return send(reply.code(error.status), encodeStatus(error.status, `${error.message}. ${error.help}`, encoding));
  }

  return {
    async listen({ host, port }) {
      try {
        await app.listen({ host, port });
      } catch (error) {
        throw new TidemarkError(
          'TLERR_LISTEN_FAILED',
          { address: `${host}:${port}`, reason: messageOf(error) },
          { cause: error },
        );
      }
      const bound = app.server.address();
      return { host, port: typeof bound === 'object' && bound !== null ? bound.port : port };
    },
    close: () => app.close(),
  };
}

function send(reply: FastifyReply, { contentType, body }: EncodedBody): FastifyReply {
  return reply.header('content-type', contentType).send(body);
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? request.url;
}

function contentEncodingOf(request: FastifyRequest): string {
  return (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase() || 'identity';
}
