import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { MAX_CONNECTIONS, MAX_HEADER_BYTES } from './connection-bounds.ts';
import type { ServerTls } from './tls.ts';

export interface HttpServerLimits {
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeoutMs: number;
  /** From the first byte of a request to its last. */
  readonly requestTimeoutMs: number;
  /** A connection without any traffic is closed after this. */
  readonly idleTimeoutMs: number;
  /** Open at once; further ones are closed as they come. */
  readonly maxConnections: number;
}

export const DEFAULT_HTTP_SERVER_LIMITS: HttpServerLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 75_000,
  maxConnections: MAX_CONNECTIONS,
};

/**
 * An HTTP/1.1 server that lets nobody take their time: slow headers and bodies get 408, large headers 431, silent
 * connections are closed.
 */
export function createHttpServer(handler: RequestListener, tls: ServerTls | null, limits: HttpServerLimits): Server {
  const { headersTimeoutMs, requestTimeoutMs, idleTimeoutMs, maxConnections } = limits;
  const options = {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: idleTimeoutMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    // Node looks for late requests every half a minute: a bound of ten seconds would be one of forty.
    connectionsCheckingInterval: Math.min(1_000, headersTimeoutMs / 2, requestTimeoutMs / 2),
  };
  const server: Server =
    tls === null ? createServer(options, handler) : createSecureServer({ ...options, ...tls.options() }, handler);
  if (tls !== null && 'setSecureContext' in server) tls.serve(server as Parameters<ServerTls['serve']>[0]);
  server.maxConnections = maxConnections;
  server.setTimeout(idleTimeoutMs);
  return server;
}
