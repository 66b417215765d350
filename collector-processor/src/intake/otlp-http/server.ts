import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { createAdmission, overloaded, type Admission, type Admitted } from '../otlp/admission.ts';
import type { OtlpEncoding } from '../otlp/decoded.ts';
import type { Receive, TakenRequest } from '../otlp/export-request.ts';
import { listenAt, type ListenAddress } from '../otlp/listen.ts';
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
  readonly logger: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  readonly limits?: Partial<OtlpHttpLimits>;
  /** Default: in the clear. */
  readonly tls?: ServerTls | null;
  /** Judges a request before its body is read. Default: everyone may send, as much as there is room for. */
  readonly admission?: Admission;
  readonly onOutcome?: (outcome: OtlpOutcome) => void;
}

export interface OtlpHttpServer {
  /** At `localhost`: at both its addresses, where there are two. @throws TidemarkError TLERR_LISTEN_FAILED */
  listen(address: ListenAddress): Promise<{ readonly host: string; readonly port: number }>;
  /** Stops listening and lets requests under way end; their connections end with them. */
  close(): Promise<void>;
}

/** A request whose headers are in order. */
interface Judged {
  readonly signal: OtlpSignal;
  readonly encoding: OtlpEncoding;
  readonly contentEncoding: string;
  readonly announcedBytes: number;
  readonly place: Admitted;
}

const LOOPBACK = ['127.0.0.1', '::1'];
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
  let isClosing = false;
  const servers = LOOPBACK.map(() => createHttpServer(serve, tls, limits));

  function serve(request: IncomingMessage, response: ServerResponse): void {
    const judged = judge(request, response);
    if ('status' in judged) return fail(request, response, judged);
    judged.place
      .during(() => take(request, judged))
      .then((result) => {
        if (result.status === 'failed') return fail(request, response, result);
        warnOnce(result.refused);
        send(response, 200, encodeSuccess(judged.signal, result.told, judged.encoding));
      })
      .catch((error: unknown) => {
        logger.error({ err: error }, 'An OTLP request failed unexpectedly');
        const reason = 'the log of the service has it';
        fail(request, response, failed(new TidemarkError('TLERR_UNEXPECTED', { reason })));
      });
  }

  function judge({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse): Judged | Failure {
    const path = pathOf(url);
    const signal = SIGNALS.get(path);
    if (signal === undefined) return failed(new TidemarkError('TLERR_OTLP_PATH', { path }));
    if (method !== 'POST') return failed(new TidemarkError('TLERR_OTLP_METHOD', { method, path }));
    const place = admission.admit(headers.authorization);
    if (place.status === 'failed') return place;
    response.once('close', place.leave);
    const given = headers['content-type'];
    const encoding = encodingOf(given);
    if (encoding === undefined) return failed(new TidemarkError('TLERR_OTLP_MEDIA_TYPE', { given: given ?? '' }));
    const contentEncoding = contentEncodingOf(headers);
    if (!SUPPORTED_ENCODINGS.includes(contentEncoding))
      return failed(new TidemarkError('TLERR_OTLP_CONTENT_ENCODING', { given: contentEncoding }));
    const announcedBytes = announcedBytesOf(headers);
    if (announcedBytes > limits.bodyBytes) return tooLarge(limits.bodyBytes);
    return place.hold(announcedBytes) ? { signal, encoding, contentEncoding, announcedBytes, place } : overloaded();
  }

  async function take(request: IncomingMessage, judged: Judged): Promise<TakenRequest | Failure> {
    const { signal, encoding, contentEncoding, announcedBytes, place } = judged;
    const body = await readBody(request, { announcedBytes, maxBytes: limits.bodyBytes }, place);
    if (body.status === 'failed') return body;
    const unpacked = await unpack(body.bytes, contentEncoding, limits.decompressedBytes, place);
    if (unpacked.status === 'failed') return unpacked;
    const result = await receive({ signal, encoding, bytes: unpacked.bytes, token: place.token });
    if (result.status === 'failed') return result;
    const { accepted, refused } = result;
    place.charge(refused.reduce((sum, { count }) => sum + count, accepted));
    onOutcome({ signal, httpStatus: 200, bodyBytes: body.bytes.length, accepted, refused, error: null });
    return result;
  }

  function fail({ url = '', headers }: IncomingMessage, response: ServerResponse, failure: Failure): void {
    const { error, retryAfterSeconds } = failure;
    const { status, code } = error;
    const signal = SIGNALS.get(pathOf(url)) ?? null;
    const bodyBytes = announcedBytesOf(headers);
    onOutcome({ signal, httpStatus: status, bodyBytes, accepted: 0, refused: [], error: code });
    if (retryAfterSeconds !== undefined)
      response.setHeader('retry-after', String(Math.max(1, Math.ceil(retryAfterSeconds))));
    if (status === 401) response.setHeader('www-authenticate', 'Bearer');
    if (status === 405) response.setHeader('allow', 'POST');
    // What a sender goes on sending after this is not read.
    if (status === 413) response.setHeader('connection', 'close');
    const encoding = encodingOf(headers['content-type']) ?? 'json';
    send(response, status, encodeStatus(status, `${error.message}. ${error.help}`, encoding));
  }

  function send(response: ServerResponse, status: number, { contentType, body }: EncodedBody): void {
    if (response.headersSent || response.destroyed) return;
    if (isClosing) response.setHeader('connection', 'close');
    response.writeHead(status, { 'content-type': contentType, 'content-length': body.length });
    response.end(body);
  }

  return {
    async listen(address) {
      const [server, other] = servers as [(typeof servers)[number], (typeof servers)[number]];
      const { host, port, ip } = await listenAt(server, address);
      const otherIp = LOOPBACK.find((each) => each !== ip);
      // Where the machine has no second one there is nothing to miss.
      if (host === 'localhost' && otherIp !== undefined)
        await listenAt(other, { host: otherIp, port }).catch(() => undefined);
      return { host, port };
    },
    async close() {
      isClosing = true;
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url;
}

function failed(error: TidemarkError): Failure {
  return { status: 'failed', error };
}

/** 0 where it comes in chunks. */
function announcedBytesOf(headers: IncomingHttpHeaders): number {
  return Number(headers['content-length'] ?? 0);
}

function contentEncodingOf(headers: IncomingHttpHeaders): string {
  return (headers['content-encoding'] ?? 'identity').trim().toLowerCase() || 'identity';
}
