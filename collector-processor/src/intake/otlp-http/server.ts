import type { IncomingMessage } from 'node:http';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyReply, type FastifyRequest } from 'fastify';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { createAdmission, overloaded, type Admission, type Admitted } from '../otlp/admission.ts';
import type { Receive, TakenRequest } from '../otlp/export-request.ts';
import { createRefusalLog } from '../otlp/refusal-log.ts';
import { encodeStatus, encodeSuccess, encodingOf, type EncodedBody, type OtlpSignal } from '../otlp/responses.ts';
import type { Failure, OtlpOutcome } from '../otlp/transport.ts';
import { createHttpServer, DEFAULT_HTTP_SERVER_LIMITS, type HttpServerLimits } from '../../security/http-server.ts';
import type { ServerTls } from '../../security/tls.ts';
import { unpack } from '../otlp/unpack.ts';
import { SUPPORTED_ENCODINGS } from './decompress.ts';
import { readBody, tooLarge } from './read-body.ts';

export interface OtlpHttpLimits extends HttpServerLimits {
  /** Of the body as sent. */
  readonly bodyBytes: number;
  readonly decompressedBytes: number;
}

export const DEFAULT_HTTP_LIMITS: OtlpHttpLimits = {
  bodyBytes: 8 * 2 ** 20,
  decompressedBytes: 64 * 2 ** 20,
  ...DEFAULT_HTTP_SERVER_LIMITS,
};

export interface OtlpHttpOptions {
  readonly receive: Receive;
  readonly logger: FastifyBaseLogger;
  readonly limits?: Partial<OtlpHttpLimits>;
  /** Default: in the clear. */
  readonly tls?: ServerTls | null;
  /** Judges a request before its body is read. Default: everyone may send, as much as there is room for. */
  readonly admission?: Admission;
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
  ['/v1/logs', 'logs'],
]);

/**
 * OTLP/HTTP as its specification has it: POST /v1/metrics, /v1/traces and /v1/logs, protobuf and JSON, plain and gzip.
 *
 * ```
 *  headers ──► body ──► unpack ──► receive ──► 200 (partial success)
 *    │ 401 403   │ 408     │ 400     │ 503, nothing kept
 *    │ 404 405   │ 413     │ 413     │ 400
 *    │ 413 415   │ 429     │ 429
 *    │ 429
 * ```
 */
export function createOtlpHttpServer(options: OtlpHttpOptions): OtlpHttpServer {
  const { receive, logger, tls = null, admission = createAdmission(), onOutcome = () => undefined } = options;
  const limits = { ...DEFAULT_HTTP_LIMITS, ...options.limits };
  const warnOnce = createRefusalLog(logger);
  const admitted = new WeakMap<IncomingMessage, Admitted>();

  const app = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    serverFactory: (handler) => createHttpServer(handler, tls, limits),
  });
  app.removeAllContentTypeParsers();
  // The body is read by its route, into the request's place.
  app.addContentTypeParser('*', (_request, _payload, done) => done(null));

  app.addHook('onRequest', async (request, reply) => {
    const failure = headersProblem(request, reply);
    if (failure !== null) await fail(request, reply, failure);
  });

  function headersProblem(request: FastifyRequest, reply: FastifyReply): Failure | null {
    const path = pathOf(request);
    if (!SIGNALS.has(path)) return failed(new TidemarkError('TLERR_OTLP_PATH', { path }));
    if (request.method !== 'POST')
      return failed(new TidemarkError('TLERR_OTLP_METHOD', { method: request.method, path }));
    const judged = admission.admit(request.headers.authorization);
    if (judged.status === 'failed') return judged;
    admitted.set(request.raw, judged);
    reply.raw.once('close', () => judged.leave());
    const given = request.headers['content-type'];
    if (encodingOf(given) === undefined)
      return failed(new TidemarkError('TLERR_OTLP_MEDIA_TYPE', { given: given ?? '' }));
    const contentEncoding = contentEncodingOf(request);
    if (!SUPPORTED_ENCODINGS.includes(contentEncoding))
      return failed(new TidemarkError('TLERR_OTLP_CONTENT_ENCODING', { given: contentEncoding }));
    const announced = announcedBytes(request);
    if (announced > limits.bodyBytes) return tooLarge(limits.bodyBytes);
    return judged.hold(announced) ? null : overloaded();
  }

  for (const [path, signal] of SIGNALS) {
    app.post(path, async (request, reply) => {
      const place = admitted.get(request.raw);
      if (place === undefined) throw new Error('a request that was not admitted');
      const encoding = encodingOf(request.headers['content-type']) ?? 'protobuf';
      const result = await place.during(() => take(request, signal, place));
      if (result.status === 'failed') return fail(request, reply, result);
      warnOnce(result.refused);
      return send(reply.code(200), encodeSuccess(signal, result.told, encoding));
    });
  }

  async function take(request: FastifyRequest, signal: OtlpSignal, place: Admitted): Promise<TakenRequest | Failure> {
    const announced = { announcedBytes: announcedBytes(request), maxBytes: limits.bodyBytes };
    const body = await readBody(request.raw, announced, place);
    if (body.status === 'failed') return body;
    const unpacked = await unpack(body.bytes, contentEncodingOf(request), limits.decompressedBytes, place);
    if (unpacked.status === 'failed') return unpacked;
    const encoding = encodingOf(request.headers['content-type']) ?? 'protobuf';
    const result = await receive({ signal, encoding, bytes: unpacked.bytes, token: place.token });
    if (result.status === 'failed') return result;
    const { accepted, refused } = result;
    place.charge(refused.reduce((sum, { count }) => sum + count, accepted));
    onOutcome({ signal, httpStatus: 200, bodyBytes: body.bytes.length, accepted, refused, error: null });
    return result;
  }

  app.setNotFoundHandler((request, reply) =>
    fail(request, reply, failed(new TidemarkError('TLERR_OTLP_PATH', { path: pathOf(request) }))),
  );
  app.setErrorHandler((error, request, reply) => fail(request, reply, failed(asTidemarkError(error))));

  function asTidemarkError(error: unknown): TidemarkError {
    const { statusCode } = error as { statusCode?: unknown };
    if (typeof statusCode === 'number' && statusCode < 500)
      return new TidemarkError('TLERR_OTLP_UNREADABLE', { reason: messageOf(error) });
    logger.error({ err: error }, 'An OTLP request failed unexpectedly');
    return new TidemarkError('TLERR_UNEXPECTED', { reason: 'the log of the service has it' });
  }

  function fail(request: FastifyRequest, reply: FastifyReply, { error, retryAfterSeconds }: Failure): FastifyReply {
    const { status, code } = error;
    const signal = SIGNALS.get(pathOf(request)) ?? null;
    onOutcome({
      signal,
      httpStatus: status,
      bodyBytes: announcedBytes(request),
      accepted: 0,
      refused: [],
      error: code,
    });
    if (retryAfterSeconds !== undefined) reply.header('retry-after', String(Math.max(1, Math.ceil(retryAfterSeconds))));
    if (status === 401) reply.header('www-authenticate', 'Bearer');
    if (status === 405) reply.header('allow', 'POST');
    // What a sender goes on sending after this is not read.
    if (status === 413) reply.header('connection', 'close');
    const encoding = encodingOf(request.headers['content-type']) ?? 'json';
    return send(reply.code(status), encodeStatus(status, `${error.message}. ${error.help}`, encoding));
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

function failed(error: TidemarkError): Failure {
  return { status: 'failed', error };
}

/** 0 where it comes in chunks. */
function announcedBytes(request: FastifyRequest): number {
  return Number(request.headers['content-length'] ?? 0);
}

function contentEncodingOf(request: FastifyRequest): string {
  return (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase() || 'identity';
}
