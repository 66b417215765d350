import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePorts, start } from '../../test/peers/harness/processes.ts';
import type { OtlpServer } from './servers.ts';

const BIN = fileURLToPath(new URL('../../bin/tidemark.mjs', import.meta.url));

/** `tidemark serve` as it is delivered, with the journal on the disk before each answer, watching what the bench sends. */
export async function startJournaled(): Promise<OtlpServer & { refused(): Promise<number> }> {
  const [httpPort, grpcPort, api] = (await freePorts(3)) as [number, number, number];
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-bench-'));
  const config = join(folder, 'tidemark.yaml');
  await writeFile(
    config,
    JSON.stringify({
      otlp: { port: httpPort, grpc: { port: grpcPort } },
      api: { port: api },
      storage: { path: join(folder, 'data') },
      http_watches: { enabled: false },
      defaults: { grace: '1h' },
      watches: [
        {
          name: 'orders',
          source: { otlp: { metric: 'shop.orders' } },
          measure: 'rate',
          by: ['http.route'],
          step: '60s',
        },
      ],
    }),
  );
  const started = await start({
    name: 'Tidemark with its journal',
    command: process.execPath,
    args: [BIN, 'serve', '--config', config, '--log-level', 'warn'],
    readyUrl: `http://127.0.0.1:${api}/readyz`,
  });
  return {
    ...started,
    httpPort,
    grpcPort,
    /** Points or partials that were not taken, for whatever reason. */
    async refused() {
      const page = await (await fetch(`http://127.0.0.1:${api}/metrics`)).text();
      const lines = page.split('\n').filter((line) => /^tidemark_intake_\w+\{.*outcome="refused"/.test(line));
      return lines.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
    },
    async stop() {
      const code = await started.stop();
      await rm(folder, { recursive: true, force: true });
      return code;
    },
  };
}
