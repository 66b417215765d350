import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ensurePrometheus } from '../install/prometheus.ts';
import { log } from './paths.ts';
import { freePorts, start, type Started } from './processes.ts';

const run = promisify(execFile);

export interface HistoricSeries {
  /** Name and labels as OpenMetrics has them: `hits_total{route="/"}`. */
  readonly name: string;
  readonly valueAt: (seconds: number) => number;
}

export interface History {
  readonly fromMs: number;
  readonly toMs: number;
  readonly stepMs: number;
  readonly series: readonly HistoricSeries[];
}

export interface HistoricPrometheus {
  readonly url: string;
  stop(): Promise<void>;
  /** On the same data and port. */
  startAgain(): Promise<void>;
}

export interface HistoryOptions extends History {
  readonly dir: string;
}

/**
 * Puts a history of counters into a Prometheus' data folder, as blocks made by its own promtool.
 *
 * @param dir for the text that promtool reads
 */
export async function writeHistory(
  dir: string,
  data: string,
  { fromMs, toMs, stepMs, series }: History,
): Promise<void> {
  const { promtool } = await ensurePrometheus(log);
  await mkdir(data, { recursive: true });
  const lines: string[] = ['# TYPE hits counter'];
  for (const { name, valueAt } of series) {
    for (let atMs = fromMs; atMs <= toMs; atMs += stepMs) lines.push(`${name} ${valueAt(atMs / 1000)} ${atMs / 1000}`);
  }
  const text = join(dir, 'history.txt');
  await writeFile(text, `${lines.join('\n')}\n# EOF\n`);
  await run(promtool, ['tsdb', 'create-blocks-from', 'openmetrics', '--max-block-duration=720h', text, data]);
}

/** A real Prometheus that already holds a history: blocks made by its own promtool. It scrapes itself, so it has `up`. */
export async function prometheusWithHistory(options: HistoryOptions): Promise<HistoricPrometheus> {
  const { dir } = options;
  const { prometheus } = await ensurePrometheus(log);
  const data = join(dir, 'data');
  await writeHistory(dir, data, options);

  const [port] = await freePorts(1);
  const config = join(dir, 'prometheus.yml');
  await writeFile(
    config,
    `scrape_configs:\n  - job_name: self\n    scrape_interval: 1s\n    static_configs: [{ targets: ['127.0.0.1:${port}'] }]\n`,
  );
  const url = `http://127.0.0.1:${port}`;
  const begin = (): Promise<Started> =>
    start({
      name: 'Prometheus with a history',
      command: prometheus,
      args: [
        `--config.file=${config}`,
        `--storage.tsdb.path=${data}`,
        '--storage.tsdb.retention.time=90d',
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      readyUrl: `${url}/-/ready`,
    });
  let running: Started | null = await begin();
  return {
    url,
    async stop() {
      await running?.stop();
      running = null;
    },
    async startAgain() {
      running ??= await begin();
    },
  };
}
