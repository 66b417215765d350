import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { CompressionAlgorithm } from '@opentelemetry/otlp-exporter-base';
import type { ResourceMetrics } from '@opentelemetry/sdk-metrics';
import { createRedactor } from '../../security/redact.ts';
import { createRequestWatch } from './request-watch.ts';

export type ExportOutcome =
  | { readonly status: 'exported' }
  /** A later attempt may succeed: the receiver is away, busy or slow. */
  | { readonly status: 'retryable'; readonly reason: string; readonly retryAfterMs: number }
  /** The receiver refused what was sent; it would refuse it again. */
  | { readonly status: 'rejected'; readonly reason: string };

export interface ExporterOptions {
  readonly endpoint: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For one export, the exporter's own quick retries included. */
  readonly timeoutMs: number;
  /** Called for every HTTP request but the first of an export. */
  readonly onRetry: () => void;
}

/** Enough of a receiver's answer to see what it did not like. */
const REASON_CHARACTERS = 300;

/** OpenTelemetry's exporter with its outcome told apart by what to do next. */
export function createExporter({ endpoint, headers, timeoutMs, onRetry }: ExporterOptions) {
  const redact = createRedactor(Object.values(headers));
  let requests = 0;
  const watch = createRequestWatch(() => {
    if (requests++ > 0) onRetry();
  });
  const exporter = new OTLPMetricExporter({
    url: endpoint,
    headers: { ...headers },
    timeoutMillis: timeoutMs,
    // Prometheus takes gzip and nothing else.
    compression: CompressionAlgorithm.GZIP,
    httpAgentOptions: (protocol) => watch.agentFor(protocol),
  });

  return {
    /** Never rejects; ends early, as retryable, when `signal` does. */
    exportOnce(batch: ResourceMetrics, isRetry: boolean, signal: AbortSignal): Promise<ExportOutcome> {
      requests = isRetry ? 1 : 0;
      return new Promise((resolve) => {
        const abandon = () => resolve({ status: 'retryable', reason: 'the service is closing', retryAfterMs: 0 });
        signal.addEventListener('abort', abandon, { once: true });
        exporter.export(batch, ({ code, error }) => {
          signal.removeEventListener('abort', abandon);
          if (code === 0) return resolve({ status: 'exported' });
          const failure = failureOf(error, watch.takeRetryAfterMs());
          resolve({ ...failure, reason: redact(failure.reason).slice(0, REASON_CHARACTERS) });
        });
      });
    },
    /** Cuts what is still on its way. */
    close: watch.close,
  };
}

/** The exporter gives a status code only to answers that its specification calls permanent. */
function failureOf(error: Error | undefined, retryAfterMs: number): Exclude<ExportOutcome, { status: 'exported' }> {
  const { code, data } = (error ?? {}) as { code?: unknown; data?: unknown };
  if (typeof code !== 'number') {
    return { status: 'retryable', reason: error?.message || String(code ?? 'unknown'), retryAfterMs };
  }
  const answer = typeof data === 'string' && data !== '' ? data : (error?.message ?? '');
  return { status: 'rejected', reason: `HTTP ${code}: ${answer}` };
}
