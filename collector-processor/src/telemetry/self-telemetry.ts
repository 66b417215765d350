import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { metrics } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { type IMetricReader, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { createInstruments } from './instruments.ts';
import { toPrometheusText } from './prometheus-text.ts';
import { SILENT_TELEMETRY, type Telemetry } from './telemetry.ts';

export interface SelfTelemetryOptions {
  /** false: nothing is counted and /metrics has the derived metrics alone. */
  readonly enabled: boolean;
  readonly serviceVersion: string;
  /** Base address of an OTLP/HTTP receiver (without /v1/metrics); null: own metrics are at /metrics only. */
  readonly endpoint: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Between two exports. */
  readonly intervalMs: number;
}

export interface SelfTelemetry extends Telemetry {
  /** Own metrics as Prometheus text, collected now; empty when not enabled. */
  scrapeText(): Promise<string>;
  /** Sends what is left and ends the SDK. */
  close(): Promise<void>;
}

const NANOSECONDS = 1e9;
const DELAY_WINDOW_MS = 60_000;
const EXPORT_TIMEOUT_MS = 5_000;

/** Starts the OpenTelemetry SDK for Tidemark's own metrics; it registers globally, so once in a process. */
export function createSelfTelemetry(options: SelfTelemetryOptions): SelfTelemetry {
  if (!options.enabled) return { ...SILENT_TELEMETRY, scrapeText: async () => '', close: async () => undefined };

  // Only its reader and serialiser are used: the page is served by Tidemark's own API.
  const scrape = new PrometheusExporter({ preventServerStart: true });
  const readers: IMetricReader[] = [scrape];
  if (options.endpoint !== null) readers.push(periodicReader(options.endpoint, options));
  const sdk = new NodeSDK({
    resource: resourceFromAttributes({ 'service.name': 'tidemark', 'service.version': options.serviceVersion }),
    autoDetectResources: false,
    metricReaders: readers,
    spanProcessors: [],
    logRecordProcessors: [],
  });
  sdk.start();
  const instruments = createInstruments(metrics.getMeter('tidemark', options.serviceVersion));
  const stopRuntime = observeRuntime(instruments);

  return {
    ...instruments,
    scrapeText: async () => toPrometheusText((await scrape.collect()).resourceMetrics),
    async close() {
      stopRuntime();
      try {
        await sdk.shutdown();
      } finally {
        metrics.disable();
      }
    },
  };
}

function periodicReader(endpoint: string, { headers, intervalMs }: SelfTelemetryOptions): IMetricReader {
  const exporter = new OTLPMetricExporter({
    url: `${endpoint.replace(/\/+$/, '')}/v1/metrics`,
    headers: { ...headers },
    // Also how long a receiver that is gone holds up the end of the process.
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: intervalMs,
    exportTimeoutMillis: Math.min(intervalMs, EXPORT_TIMEOUT_MS),
  });
}

function observeRuntime(telemetry: Telemetry): () => void {
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  let windowStartMs = performance.now();
  telemetry.observe('nodejs.eventloop.delay.p99', () => {
    const p99 = delay.percentile(99) / NANOSECONDS;
    // By time, not at each collection: two readers must not halve each other's window.
    if (performance.now() - windowStartMs > DELAY_WINDOW_MS) {
      delay.reset();
      windowStartMs = performance.now();
    }
    return p99;
  });
  telemetry.observe('process.memory.usage', () => process.memoryUsage.rss());
  return () => void delay.disable();
}
