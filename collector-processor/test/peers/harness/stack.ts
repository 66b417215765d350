import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCollector, type RunningCollector } from './collector.ts';
import { oldTraffic } from './old-traffic.ts';
import { startPrometheus, type RunningPrometheus } from './prometheus.ts';
import { openShop, type OpenShop } from './shop.ts';
import { startTidemark, tidemarkPorts, type RunningTidemark } from './tidemark.ts';
import { warmUp } from './warm-up.ts';

/** What docker-compose.yml runs, less Grafana, as processes of this machine on the same files. */
export interface Stack {
  readonly token: string;
  readonly prometheus: RunningPrometheus;
  readonly tidemark: RunningTidemark;
  readonly collector: RunningCollector;
  readonly shop: OpenShop;
  /** Ends everything, senders first, and removes its files. */
  stop(): Promise<void>;
}

export async function startStack(): Promise<Stack> {
  const dir = await mkdtemp(join(tmpdir(), 'tidemark-peers-'));
  const running: { stop(): Promise<unknown> }[] = [];
  const stop = async () => {
    for (const part of running.reverse()) await part.stop();
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const token = randomBytes(16).toString('hex');
    const ports = await tidemarkPorts();
    const dataDir = join(dir, 'tidemark');
    await mkdir(dataDir);
    const tokenFile = join(dir, 'token');
    await writeFile(tokenFile, token, { mode: 0o600 });
    await warmUp(dataDir, tokenFile);

    const prometheus = await startPrometheus({
      dir: join(dir, 'prometheus'),
      tidemarkApi: `127.0.0.1:${ports.api}`,
      token,
      history: oldTraffic(Date.now()),
    });
    running.push(prometheus);
    const tidemark = await startTidemark(ports, { dataDir, tokenFile, prometheusUrl: prometheus.url });
    running.push(tidemark);
    const collector = await startCollector({ tidemarkOtlpUrl: tidemark.otlpUrl, prometheusUrl: prometheus.url, token });
    running.push(collector);
    const shop = await openShop(collector.otlpUrl);
    running.push({ stop: () => shop.close() });
    return { token, prometheus, tidemark, collector, shop, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
