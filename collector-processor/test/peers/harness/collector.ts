import { join } from 'node:path';
import { ensureCollector } from '../install/collector.ts';
import { log, PROVISIONING } from './paths.ts';
import { freePorts, start, type Started } from './processes.ts';

export interface RunningCollector extends Started {
  /** Where senders point OTEL_EXPORTER_OTLP_ENDPOINT. */
  readonly otlpUrl: string;
}

export interface CollectorTargets {
  readonly tidemarkOtlpUrl: string;
  readonly prometheusUrl: string;
  readonly token: string;
}

/** A real Collector on the provisioned config.yaml, its addresses given by environment as docker-compose.yml gives them. */
export async function startCollector({
  tidemarkOtlpUrl,
  prometheusUrl,
  token,
}: CollectorTargets): Promise<RunningCollector> {
  const binary = await ensureCollector(log);
  const [http, grpc, health, telemetry] = await freePorts(4);
  const started = await start({
    name: 'Collector',
    command: binary,
    args: ['--config', join(PROVISIONING, 'collector', 'config.yaml')],
    env: {
      COLLECTOR_OTLP_HTTP: `127.0.0.1:${http}`,
      COLLECTOR_OTLP_GRPC: `127.0.0.1:${grpc}`,
      COLLECTOR_HEALTH: `127.0.0.1:${health}`,
      COLLECTOR_TELEMETRY_HOST: '127.0.0.1',
      COLLECTOR_TELEMETRY_PORT: String(telemetry),
      TIDEMARK_TOKEN: token,
      TIDEMARK_OTLP_URL: tidemarkOtlpUrl,
      PROMETHEUS_OTLP_URL: `${prometheusUrl}/api/v1/otlp`,
    },
    readyUrl: `http://127.0.0.1:${health}/`,
  });
  return { ...started, otlpUrl: `http://127.0.0.1:${http}` };
}
