import { channel } from 'node:diagnostics_channel';
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';

/**
 * Sees the requests that go through one agent. The exporter retries by itself within its timeout and keeps the
 * receiver's Retry-After to itself; both are wanted here: to count retries, and to wait as long as was asked for.
 */
export function createRequestWatch(onRequest: () => void) {
  const started = channel('http.client.request.start');
  const finished = channel('http.client.response.finish');
  let agent: HttpAgent | undefined;
  let retryAfterMs = 0;

  function onStarted(message: unknown): void {
    if (agentOf((message as { request: ClientRequest }).request) === agent) onRequest();
  }

  function onFinished(message: unknown): void {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    if (agentOf(request) === agent) retryAfterMs = parseRetryAfterMs(response.headers['retry-after']);
  }

  started.subscribe(onStarted);
  finished.subscribe(onFinished);

  return {
    agentFor(protocol: string): HttpAgent {
      agent ??= protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
      return agent;
    },
    /** What the last answer asked for; 0 where it did not. */
    takeRetryAfterMs(): number {
      const taken = retryAfterMs;
      retryAfterMs = 0;
      return taken;
    },
    close(): void {
      started.unsubscribe(onStarted);
      finished.unsubscribe(onFinished);
      agent?.destroy();
    },
  };
}

/** Node sets it; its types leave it out. */
function agentOf(request: ClientRequest): unknown {
  return (request as ClientRequest & { agent?: unknown }).agent;
}

/** A day at most: a receiver that asks for more is as good as gone, and a clock may be wrong. */
const LONGEST_RETRY_AFTER_MS = 86_400_000;

/** Seconds or an HTTP date, as RFC 9110 has it; 0 where it is neither. */
export function parseRetryAfterMs(header: string | undefined, nowMs: number = Date.now()): number {
  if (header === undefined) return 0;
  const waitMs = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - nowMs;
  return Number.isFinite(waitMs) ? Math.min(Math.max(waitMs, 0), LONGEST_RETRY_AFTER_MS) : 0;
}
