import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts, start, type Started } from '../../test/peers/harness/processes.ts';
import { ensureCollector } from '../../test/peers/install/collector.ts';

export interface OtlpServer extends Started {
  readonly httpPort: number;
  readonly grpcPort: number;
}

const RECEIVERS = fileURLToPath(new URL('./receivers.ts', import.meta.url));

export interface Tidemark extends OtlpServer {
  counts(): Promise<{ readonly points: number; readonly partials: number; readonly refused: number }>;
}

export async function startTidemark(): Promise<Tidemark> {
  const urlIn = (output: string): string | null => /^http:\S+$/m.exec(output)?.[0] ?? null;
  const started = await start({
    name: 'Tidemark receivers',
    command: process.execPath,
    args: ['--no-warnings', RECEIVERS],
    readyUrl: urlIn,
  });
  const ask = async () =>
    (await (await fetch(urlIn(started.output())!)).json()) as {
      http: number;
      grpc: number;
      points: number;
      partials: number;
      refused: number;
    };
  const { http, grpc } = await ask();
  return { ...started, httpPort: http, grpcPort: grpc, counts: ask };
}

/** A real Collector: OTLP receiver, no processor, nop exporter, its own telemetry off. */
export async function startCollector(log: (line: string) => void): Promise<OtlpServer> {
  const binary = await ensureCollector(log);
  const [httpPort, grpcPort, health] = (await freePorts(3)) as [number, number, number];
  const dir = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
  const config = join(dir, 'config.yaml');
  await writeFile(
    config,
    JSON.stringify({
      extensions: { health_check: { endpoint: `127.0.0.1:${health}` } },
      receivers: {
        otlp: {
          protocols: { http: { endpoint: `127.0.0.1:${httpPort}` }, grpc: { endpoint: `127.0.0.1:${grpcPort}` } },
        },
      },
      exporters: { nop: {} },
      service: {
        extensions: ['health_check'],
        telemetry: { metrics: { level: 'none' }, logs: { level: 'error' } },
        pipelines: { metrics: { receivers: ['otlp'], exporters: ['nop'] } },
      },
    }),
  );
  const started = await start({
    name: 'Collector',
    command: binary,
    args: ['--config', config],
    readyUrl: `http://127.0.0.1:${health}/`,
  });
  await rm(dir, { recursive: true });
  return { ...started, httpPort, grpcPort };
}
