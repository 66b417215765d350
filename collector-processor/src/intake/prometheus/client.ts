import { Agent, fetch } from 'undici';
import { formatDuration } from '../../config/duration.ts';
import type { SourceSettings } from '../../config/settings.ts';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { createRedactor } from '../../security/redact.ts';
import { readBody } from './read-body.ts';
import { readMatrix } from './read-matrix.ts';
import type { QueryOutcome, RangeRequest } from './types.ts';

/** JSON of about two million samples. */
const MAX_BODY_BYTES = 64 * 1024 * 1024;
/** What Prometheus says of a span that is too long or loads too much. */
const TOO_MUCH = /exceeded maximum resolution|too many samples|exceeds? (the )?(limit|max)|query timed out|would load/i;
const REASON_CHARACTERS = 500;

/** The query API of one Prometheus. Every way it can go wrong is an outcome; nothing throws. */
export interface PrometheusClient {
  queryRange(request: RangeRequest): Promise<QueryOutcome>;
  close(): Promise<void>;
}

export function createPrometheusClient(source: SourceSettings): PrometheusClient {
  const { name, url, timeoutMs, headers, maxSeries, maxSourceResolutionMs } = source;
  const agent = new Agent({ connect: tlsOptions(source), connections: source.concurrency });
  const redact = createRedactor(Object.values(headers));
  const failed = (error: TidemarkError): QueryOutcome => ({ status: 'failed', error });

  async function queryRange({ expr, startMs, endMs, stepMs, signal }: RangeRequest): Promise<QueryOutcome> {
    const body = new URLSearchParams({
      query: expr,
      start: String(startMs / 1000),
      end: String(endMs / 1000),
      step: String(stepMs / 1000),
      timeout: `${timeoutMs}ms`,
    });
    if (maxSourceResolutionMs !== null) body.set('max_source_resolution', `${maxSourceResolutionMs / 1000}s`);
    const timeout = AbortSignal.timeout(timeoutMs);
    try {
      const response = await fetch(`${url}/api/v1/query_range`, {
        method: 'POST',
        body,
        headers: { ...headers, accept: 'application/json' },
        // Whoever answers elsewhere is not the one that the configuration names.
        redirect: 'manual',
        dispatcher: agent,
        signal: signal === undefined ? timeout : AbortSignal.any([timeout, signal]),
      });
      const text = await readBody(response.body, MAX_BODY_BYTES);
      return text === null ? tooMuch(`its answer is over ${MAX_BODY_BYTES} bytes`) : settle(response.status, text);
    } catch (error) {
      if (timeout.aborted) {
        const after = formatDuration(timeoutMs);
        return { status: 'too_much', error: new TidemarkError('TLERR_SOURCE_TIMEOUT', { source: name, after }) };
      }
      const cause = (error as { cause?: unknown }).cause ?? error;
      return failed(new TidemarkError('TLERR_SOURCE_UNREACHABLE', { source: name, reason: messageOf(cause) }));
    }
  }

  function settle(status: number, text: string): QueryOutcome {
    const body = parseJson(text);
    if (status !== 200) return refusal(status, body);
    const matrix = readMatrix(body, maxSeries);
    switch (matrix.status) {
      case 'ok':
        return matrix;
      case 'histograms':
        return { status: 'refused', error: new TidemarkError('TLERR_SOURCE_HISTOGRAMS', { source: name }) };
      case 'too_many_series': {
        const details = { source: name, found: matrix.found, allowed: maxSeries };
        return { status: 'refused', error: new TidemarkError('TLERR_SOURCE_SERIES', details) };
      }
      case 'malformed':
        return failed(new TidemarkError('TLERR_SOURCE_ANSWER', { source: name, reason: matrix.reason }));
    }
  }

  function refusal(status: number, body: unknown): QueryOutcome {
    const { error, errorType } = (body ?? {}) as { error?: unknown; errorType?: unknown };
    const reason = redact(typeof error === 'string' ? error : `HTTP ${status}`).slice(0, REASON_CHARACTERS);
    if (status === 401 || status === 403)
      return failed(new TidemarkError('TLERR_SOURCE_CREDENTIALS', { source: name, status }));
    if (errorType === 'timeout' || TOO_MUCH.test(reason)) return tooMuch(reason);
    // Prometheus answers 400 to what it cannot parse and 422 to what it cannot evaluate.
    if ((status === 400 || status === 422) && typeof error === 'string') {
      return { status: 'refused', error: new TidemarkError('TLERR_SOURCE_QUERY', { source: name, reason }) };
    }
    if (status < 500 && status !== 429) {
      return failed(new TidemarkError('TLERR_SOURCE_ANSWER', { source: name, reason: `HTTP ${status}` }));
    }
    return failed(new TidemarkError('TLERR_SOURCE_UNREACHABLE', { source: name, reason }));
  }

  function tooMuch(reason: string): QueryOutcome {
    return { status: 'too_much', error: new TidemarkError('TLERR_SOURCE_TOO_MUCH', { source: name, reason }) };
  }

  return { queryRange, close: () => agent.destroy() };
}

function tlsOptions({ tls }: SourceSettings) {
  if (tls === null) return {};
  return {
    ...(tls.ca === null ? {} : { ca: tls.ca }),
    ...(tls.cert === null ? {} : { cert: tls.cert }),
    ...(tls.key === null ? {} : { key: tls.key }),
    ...(tls.serverName === null ? {} : { servername: tls.serverName }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
