import { join } from 'node:path';
import { PROVISIONING, ROOT } from './paths.ts';
import { freePorts, start, type Started } from './processes.ts';

export interface RunningTidemark extends Started {
  readonly otlpUrl: string;
  readonly apiUrl: string;
  readonly apiAddress: string;
}

export interface TidemarkOptions {
  /** Where its data lies; what is already learned there is taken up. */
  readonly dataDir: string;
  /** A file that holds the token. */
  readonly tokenFile: string;
  readonly prometheusUrl: string;
}

/** Ports are chosen before the others start: Prometheus wants to know what to scrape. */
export interface TidemarkPorts {
  readonly otlp: number;
  readonly api: number;
}

export async function tidemarkPorts(): Promise<TidemarkPorts> {
  const [otlp, api] = await freePorts(2);
  return { otlp: otlp ?? 0, api: api ?? 0 };
}

/** `tidemark serve` on the provisioned tidemark.yaml; the environment says what differs from a container. */
export async function startTidemark(ports: TidemarkPorts, options: TidemarkOptions): Promise<RunningTidemark> {
  const apiAddress = `127.0.0.1:${ports.api}`;
  const started = await start({
    name: 'Tidemark',
    command: process.execPath,
    args: [
      join(ROOT, 'collector-processor', 'bin', 'tidemark.mjs'),
      'serve',
      '--config',
      join(PROVISIONING, 'tidemark', 'tidemark.yaml'),
    ],
    env: {
      NODE_OPTIONS: '',
      TOKEN_FILE: options.tokenFile,
      PROMETHEUS_URL: options.prometheusUrl,
      TIDEMARK_OTLP_HOST: '127.0.0.1',
      TIDEMARK_OTLP_PORT: String(ports.otlp),
      TIDEMARK_OTLP_GRPC_PORT: '0',
      TIDEMARK_API_HOST: '127.0.0.1',
      TIDEMARK_API_PORT: String(ports.api),
      TIDEMARK_STORAGE_PATH: options.dataDir,
      TIDEMARK_EXPORT_OTLP_ENDPOINT: `${options.prometheusUrl}/api/v1/otlp/v1/metrics`,
    },
    readyUrl: `http://${apiAddress}/readyz`,
  });
  return { ...started, otlpUrl: `http://127.0.0.1:${ports.otlp}`, apiUrl: `http://${apiAddress}`, apiAddress };
}
