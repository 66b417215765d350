import {
  createSecureServer,
  createServer,
  type Http2SecureServer,
  type Http2Server,
  type ServerHttp2Session,
} from 'node:http2';
import { MAX_HEADER_BYTES } from '../../security/connection-bounds.ts';
import type { ServerTls } from '../../security/tls.ts';

export interface ConnectionLimits {
  /** Requests at once on one connection; a sender waits with further ones. */
  readonly maxStreams: number;
  /** From a connection to the headers of its first request. */
  readonly headersTimeoutMs: number;
  /** A connection without any request is closed after this. */
  readonly idleTimeoutMs: number;
  /** Open at once; further ones are closed as they come. */
  readonly maxConnections: number;
}

/** Requests under way at the end get so long. */
const CLOSE_WITHIN_MS = 5_000;
/** What a sender may have under way unacknowledged: of a request, and of a connection. Messages have some 200 kB. */
const STREAM_WINDOW_BYTES = 2 ** 20;
const SESSION_WINDOW_BYTES = 2 ** 23;

/**
 * An HTTP/2 server whose connections are there for requests: by these alone, not by pings or halves of headers, it is
 * judged whether one is idle.
 */
export function createConnections(tls: ServerTls | null, limits: ConnectionLimits) {
  const sessions = new Set<ServerHttp2Session>();
  const settings = {
    maxConcurrentStreams: limits.maxStreams,
    initialWindowSize: STREAM_WINDOW_BYTES,
    maxHeaderListSize: MAX_HEADER_BYTES,
    enablePush: false,
  };
  const server = createFor(tls, settings);
  server.maxConnections = limits.maxConnections;
  server.on('session', keep);

  function keep(session: ServerHttp2Session): void {
    sessions.add(session);
    session.setLocalWindowSize(SESSION_WINDOW_BYTES);
    let requests = 0;
    let timer = setTimeout(() => session.destroy(), limits.headersTimeoutMs);
    session.on('stream', (stream) => {
      requests++;
      clearTimeout(timer);
      stream.on('close', () => {
        if (--requests === 0 && !session.destroyed) timer = setTimeout(() => end(session), limits.idleTimeoutMs);
      });
    });
    session.on('error', () => session.destroy());
    session.on('close', () => {
      clearTimeout(timer);
      sessions.delete(session);
    });
  }

  return {
    server,
    /** Stops listening and lets requests under way end. */
    async close(): Promise<void> {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const session of sessions) end(session);
      await closed;
    },
  };
}

/** Lets the requests of a connection end, for a while. */
function end(session: ServerHttp2Session): void {
  const force = setTimeout(() => session.destroy(), CLOSE_WITHIN_MS);
  session.on('close', () => clearTimeout(force));
  session.close();
}

function createFor(tls: ServerTls | null, settings: object): Http2Server | Http2SecureServer {
  if (tls === null) return createServer({ settings });
  const server = createSecureServer({ settings, ...tls.options() });
  tls.serve(server);
  return server;
}
