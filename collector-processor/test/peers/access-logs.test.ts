import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { metricSum, readMetrics } from '../support/prometheus-page.ts';
import { log, PROVISIONING, ROOT } from './harness/paths.ts';
import { freePorts, start, waitFor } from './harness/processes.ts';
import { describeWithPeers } from './harness/require-go.ts';
import { ensureCollector } from './install/collector.ts';

const LINES = 300;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** As nginx writes it. */
function line(i: number): string {
  const [, day, month, year, time] = /^\w+, (\d\d) (\w+) (\d+) (\S+)/.exec(new Date().toUTCString())!;
  const status = i % 10 === 0 ? 503 : 200;
  return `203.0.113.7 - - [${day}/${month}/${year}:${time} +0000] "GET /items/${i} HTTP/1.1" ${status} 12 "-" "curl/8" 0.012\n`;
}

describeWithPeers('a real Collector that reads an access log', () => {
  it('sends its lines by the provisioned configuration, and each becomes a request', async () => {
    const binary = await ensureCollector(log);
    const folder = await mkdtemp(join(tmpdir(), 'tidemark-peer-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const [otlp, api, health] = (await freePorts(3)) as [number, number, number];
    const accessLog = join(folder, 'access.log');
    const config = join(folder, 'tidemark.yaml');
    await writeFile(accessLog, line(0).repeat(20));
    await writeFile(
      config,
      JSON.stringify({
        otlp: { port: otlp, grpc: { enabled: false } },
        api: { port: api },
        storage: { path: join(folder, 'data') },
        http_watches: { access_logs: { routes: ['/items/{id}'] } },
      }),
    );
    const tidemark = await start({
      name: 'Tidemark',
      command: process.execPath,
      args: [join(ROOT, 'collector-processor', 'bin', 'tidemark.mjs'), 'serve', '--config', config],
      env: { NODE_OPTIONS: '' },
      readyUrl: `http://127.0.0.1:${api}/readyz`,
    });
    ends.push(() => tidemark.stop());
    const collector = await start({
      name: 'Collector',
      command: binary,
      args: [
        ...['--config', join(PROVISIONING, 'collector', 'access-logs.yaml')],
        ...['--config', `yaml:extensions::health_check::endpoint: 127.0.0.1:${health}`],
        ...['--config', 'yaml:service::extensions: [health_check]'],
        ...['--config', 'yaml:service::telemetry::metrics::level: none'],
      ],
      env: { ACCESS_LOG: accessLog, TIDEMARK_OTLP_URL: `http://127.0.0.1:${otlp}`, TIDEMARK_TOKEN: 'none' },
      readyUrl: `http://127.0.0.1:${health}/`,
    });
    ends.push(() => collector.stop());

    const points = async (labels: Readonly<Record<string, string>>) =>
      metricSum(await readMetrics(`http://127.0.0.1:${api}`), 'tidemark_intake_points_total', {
        signal: 'logs',
        ...labels,
      });
    let tried = 0;
    // What stood there before is not sent; when the Collector has found the file is not told, but by a line that comes.
    await waitFor('the first line to arrive', async () => {
      await appendFile(accessLog, line(++tried));
      return (await points({ outcome: 'accepted' })) > 0;
    });
    const written = Array.from({ length: LINES }, (_, i) => line(i));
    await appendFile(accessLog, `${written.join('')}2026/11/27 12:00:00 [error] this is none\n`);
    await waitFor('what is none to be counted', async () => (await points({ reason: 'not_an_access_log' })) === 1);
    const accepted = await points({ outcome: 'accepted' });
    expect(accepted).toBeGreaterThan(LINES);
    expect(accepted).toBeLessThanOrEqual(LINES + tried);
    expect(await points({ outcome: 'refused' })).toBe(1);
    expect(collector.output()).not.toContain('rejected');
  }, 1_800_000);
});
