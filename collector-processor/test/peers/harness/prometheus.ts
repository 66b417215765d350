import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePrometheus } from '../install/prometheus.ts';
import { log, PROVISIONING } from './paths.ts';
import { freePorts, start, type Started } from './processes.ts';
import { writeHistory, type History } from './prometheus-history.ts';

export interface RunningPrometheus extends Started {
  readonly url: string;
}

export interface PrometheusOptions {
  /** For its configuration and its data. */
  readonly dir: string;
  /** host:port of Tidemark's /metrics. */
  readonly tidemarkApi: string;
  readonly token: string;
  /** What it holds already. */
  readonly history?: History;
}

/**
 * A real Prometheus on the provisioned prometheus.yml, flags as in docker-compose.yml. What differs from a
 * container, where to scrape and the token for it, is in files of its own.
 */
export async function startPrometheus(options: PrometheusOptions): Promise<RunningPrometheus> {
  const { dir, tidemarkApi, token, history } = options;
  const { prometheus } = await ensurePrometheus(log);
  const configDir = join(dir, 'config');
  await mkdir(join(configDir, 'targets'), { recursive: true });
  await cp(join(PROVISIONING, 'prometheus', 'prometheus.yml'), join(configDir, 'prometheus.yml'));
  await writeFile(join(configDir, 'targets', 'tidemark.yml'), `- targets: ['${tidemarkApi}']\n`);
  await mkdir(join(configDir, 'secrets'));
  await writeFile(join(configDir, 'secrets', 'tidemark_token'), token);
  const data = join(dir, 'data');
  if (history !== undefined) await writeHistory(dir, data, history);
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const started = await start({
    name: 'Prometheus',
    command: prometheus,
    args: [
      `--config.file=${join(configDir, 'prometheus.yml')}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=45d',
      '--web.enable-otlp-receiver',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    readyUrl: `${url}/-/ready`,
  });
  return { ...started, url };
}
