import { createRequire } from 'node:module';
import { context, metrics } from '@opentelemetry/api';
import { getRPCMetadata, RPCType } from '@opentelemetry/core';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { NodeSDK } from '@opentelemetry/sdk-node';
import { DISK_METRIC, diskUsed, VOLUMES } from '../disk.ts';

export interface ShopTelemetry {
  shutdown(): Promise<void>;
}

/**
 * OpenTelemetry as any service would have it: the SDK configured by the standard OTEL_* variables
 * (OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_METRIC_EXPORT_INTERVAL, …), HTTP by its instrumentation. Metrics alone: spans of
 * the same requests would be counted a second time.
 */
export function startShopTelemetry(env: NodeJS.ProcessEnv): ShopTelemetry {
  const sdk = new NodeSDK({
    serviceName: env.OTEL_SERVICE_NAME ?? 'shop',
    instrumentations: [new HttpInstrumentation({ disableOutgoingRequestInstrumentation: true })],
    spanProcessors: [],
    logRecordProcessors: [],
  });
  sdk.start();
  // The instrumentation patches http when it is required; ES imports do not pass there. Server.prototype is shared by
  // both, so one require is enough and no loader hook is needed.
  createRequire(import.meta.url)('node:http');
  return { shutdown: () => sdk.shutdown() };
}

/** A gauge of what each volume holds. */
export function reportDisk(openedMs: number): void {
  const gauge = metrics.getMeter('shop').createObservableGauge(DISK_METRIC, { unit: 'GiBy' });
  gauge.addCallback((result) => {
    for (const volume of VOLUMES) result.observe(diskUsed(volume, openedMs, Date.now()), { volume });
  });
}

/** Tells the instrumentation which route answers: its `http.route`. */
export function nameRoute(route: string): void {
  const metadata = getRPCMetadata(context.active());
  if (metadata?.type === RPCType.HTTP) metadata.route = route;
}
