import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeHistory } from '../../test/peers/harness/prometheus-history.ts';
import { freePorts, start } from '../../test/peers/harness/processes.ts';
import { ensurePrometheus } from '../../test/peers/install/prometheus.ts';
import { cpuSecondsOf } from '../intake/process-cpu.ts';

const STEP_MS = 60_000;
/** The longest window of the rules' short-term part, and a little. */
const HISTORY_MS = 27 * 3_600_000;
/** Evaluated more often than once a minute, so that the bench need not take hours. */
const INTERVAL_SECONDS = 5;
const WARM_EVALUATIONS = 4;
const GROUP = 'AnomalyAdaptiveShortTerm';

/**
 * CPU µs that a real Prometheus takes a series and evaluation of grafana/promql-anomaly-detection's adaptive rules, the
 * scrape of the series included. It has a day of history of the inputs and of what the rules recorded of them, so that windows are
 * full. Long-term bands, which are evaluated once in five minutes, hardly count in it.
 *
 * @param rules path of the rules' file (rules/adaptive.yml)
 */
export async function adaptiveRulesUs(
  rules: string,
  { series, evaluations, log }: { series: number; evaluations: number; log: (line: string) => void },
): Promise<number> {
  const { prometheus } = await ensurePrometheus(log);
  const dir = await mkdtemp(join(tmpdir(), 'tidemark-rules-'));
  const data = join(dir, 'data');
  const page = createServer((_request, response) => response.end(scrapePage(series)));
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  try {
    await mkdir(data);
    const toMs = Math.floor(Date.now() / STEP_MS) * STEP_MS - STEP_MS;
    await writeHistory(dir, data, { fromMs: toMs - HISTORY_MS, toMs, stepMs: STEP_MS, series: history(series) });
    const [port] = await freePorts(1);
    const target = `127.0.0.1:${(page.address() as AddressInfo).port}`;
    await writeFile(
      join(dir, 'prometheus.yml'),
      JSON.stringify({
        global: { scrape_interval: `${INTERVAL_SECONDS}s`, evaluation_interval: `${INTERVAL_SECONDS}s` },
        rule_files: [rules],
        scrape_configs: [{ job_name: 'load', static_configs: [{ targets: [target] }] }],
      }),
    );
    const url = `http://127.0.0.1:${port}`;
    const running = await start({
      name: 'Prometheus with adaptive rules',
      command: prometheus,
      args: [
        `--config.file=${join(dir, 'prometheus.yml')}`,
        `--storage.tsdb.path=${data}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      readyUrl: `${url}/-/ready`,
    });
    try {
      await evaluated(url, WARM_EVALUATIONS);
      const [before, cpuBefore] = [await evaluated(url, 0), cpuSecondsOf(running.pid)];
      const after = await evaluated(url, before + evaluations);
      const cpu = cpuSecondsOf(running.pid) - cpuBefore;
      const recorded = await count(url, 'anomaly:upper_band');
      if (recorded !== series) throw new Error(`the rules gave bands of ${recorded} of ${series} series`);
      return (1e6 * cpu) / (after - before) / series;
    } finally {
      await running.stop();
    }
  } finally {
    page.close();
    await rm(dir, { recursive: true, force: true });
  }
}

const labels = (row: number): string =>
  `anomaly_name="requests_${row}",anomaly_type="requests",job="load",instance="load"`;

/** Values around a level of the series' own. */
const valueAt = (row: number, seconds: number): number =>
  (20 + (row % 100)) * (1 + 0.5 * Math.sin(seconds / 13_750) + 0.1 * Math.sin(seconds * (1 + row)));

const scrapePage = (series: number): string =>
  Array.from({ length: series }, (_, row) => `load_requests{${labels(row)}} ${valueAt(row, Date.now() / 1000)}\n`).join(
    '',
  );

function history(series: number) {
  const rows = Array.from({ length: series }, (_, row) => row);
  const recorded = (name: string, share: number) =>
    rows.map((row) => ({
      name: `${name}{${labels(row)},anomaly_select="1",anomaly_strategy="adaptive"}`,
      valueAt: (seconds: number) => share * valueAt(row, seconds),
    }));
  return [...recorded('anomaly:adaptive:select', 1), ...recorded('anomaly:adaptive:stddev_1h:filtered', 0.6)];
}

/** Waits until the rules were evaluated so often; how often they were. */
async function evaluated(url: string, times: number): Promise<number> {
  for (;;) {
    const text = await (await fetch(`${url}/metrics`)).text();
    const line = text
      .split('\n')
      .find((each) => each.startsWith('prometheus_rule_group_iterations_total{') && each.includes(GROUP));
    const done = Number(line?.split(' ').at(-1) ?? 0);
    if (done >= times) return done;
    await sleep(200);
  }
}

async function count(url: string, metric: string): Promise<number> {
  const query = encodeURIComponent(`count(${metric})`);
  const answer = (await (await fetch(`${url}/api/v1/query?query=${query}`)).json()) as {
    data: { result: { value: [number, string] }[] };
  };
  return Number(answer.data.result[0]?.value[1] ?? 0);
}
