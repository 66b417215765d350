import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from '@jest/globals';
import { createAuthority } from '../support/certificates.ts';
import { setClock, startByClockFile } from '../support/clocked-process.ts';
import { sendHttp } from '../support/otlp-senders.ts';
import { metricSum, readMetrics } from '../support/prometheus-page.ts';
import { scoredEvents } from '../support/scored-events.ts';
import { requestOf, START_MS, STEP_MS, TAKEN_POINTS } from '../support/weighed-requests.ts';
import { log } from './harness/paths.ts';
import { freePorts, start, waitFor } from './harness/processes.ts';
import { describeWithPeers } from './harness/require-go.ts';
import { ensureCollector } from './install/collector.ts';

const TOKEN = 'token-of-the-collector';
const REQUESTS = 150;
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Two ways through one Collector: what comes to the first port goes on over OTLP/HTTP, to the second over OTLP/gRPC. */
const collectorConfig = (http: string, grpc: string, ports: readonly number[]): string => {
  const sending = `tls: { ca_file: ca.pem, cert_file: client.pem, key_file: client.key }
    compression: gzip
    headers: { authorization: 'Bearer ${TOKEN}' }
    retry_on_failure: { initial_interval: 100ms, max_interval: 1s, max_elapsed_time: 5m }
    sending_queue: { queue_size: ${10 * REQUESTS}, num_consumers: 20 }`;
  return `extensions:
  health_check: { endpoint: '127.0.0.1:${ports[2]}' }
receivers:
  otlp/first: { protocols: { http: { endpoint: '127.0.0.1:${ports[0]}' } } }
  otlp/second: { protocols: { http: { endpoint: '127.0.0.1:${ports[1]}' } } }
exporters:
  otlp_http:
    endpoint: ${http}
    ${sending}
  otlp_grpc:
    endpoint: ${grpc}
    ${sending}
service:
  extensions: [health_check]
  telemetry: { metrics: { level: none } }
  pipelines:
    metrics/first: { receivers: [otlp/first], exporters: [otlp_http] }
    metrics/second: { receivers: [otlp/second], exporters: [otlp_grpc] }
`;
};

describeWithPeers('a real Collector in front of a Tidemark that has too much to do', () => {
  it('loses nothing, over HTTP and gRPC with client certificates: it is told to come again, and does', async () => {
    const binary = await ensureCollector(log);
    const folder = await mkdtemp(join(tmpdir(), 'tidemark-peer-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const authority = createAuthority('Tests');
    const server = authority.issue('tidemark', ['127.0.0.1']);
    const client = authority.issue('collector');
    const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
    await put('ca.pem', authority.cert);
    await put('server.pem', server.cert);
    await put('server.key', server.key);
    await put('client.pem', client.cert);
    await put('client.key', client.key);
    await put(
      'tidemark.yaml',
      `otlp:
  port: 0
  tls: { cert_file: server.pem, key_file: server.key, client_ca_file: ca.pem }
  limits: { body: 64KiB, decompressed: 64KiB, waiting: 128KiB, requests: 2 }
api: { port: 0 }
auth: { tokens: [{ name: collector, token: ${TOKEN}, scopes: [ingest, read] }] }
storage: { path: data }
http_watches: { enabled: false }
defaults: { step: 10s }
watches:
  - { name: orders, source: { otlp: { metric: shop.orders } }, measure: rate, by: [sender] }
`,
    );
    await setClock(folder, START_MS + STEP_MS + 1000);
    const tidemark = await startByClockFile(folder);
    ends.push(() => tidemark.end('SIGTERM'));
    const ports = await freePorts(3);
    await put('collector.yaml', collectorConfig(tidemark.otlp, tidemark.otlpGrpc, ports));
    const collector = await start({
      name: 'Collector',
      command: binary,
      args: ['--config', 'collector.yaml'],
      cwd: folder,
      readyUrl: `http://127.0.0.1:${ports[2]}/`,
    });
    ends.push(() => collector.stop());

    const sent = await Promise.all(
      Array.from({ length: REQUESTS }, (_, i) =>
        ['http', 'grpc'].map((sender, way) =>
          sendHttp(`http://127.0.0.1:${ports[way]}`, requestOf({ id: `${sender}-${i}`, sender })),
        ),
      ).flat(),
    );
    expect(sent.filter(({ outcome }) => outcome === 'taken')).toHaveLength(2 * REQUESTS);

    const answered = async (status: string): Promise<number> =>
      metricSum(await readMetrics(tidemark.api, TOKEN), 'tidemark_intake_requests_total', { status });
    await waitFor('everything to be taken', async () => (await answered('200')) >= 2 * REQUESTS, 180_000).catch(
      (error: unknown) => {
        throw new Error(`the Collector wrote:\n${collector.output()}`, { cause: error });
      },
    );
    const shed = await answered('429');
    log(`a Collector was told ${shed} times to come again, and then had ${2 * REQUESTS} requests taken`);
    expect(shed).toBeGreaterThan(REQUESTS / 10);
    // Each was taken once.
    expect(await answered('200')).toBe(2 * REQUESTS);
    await setClock(folder, START_MS + 20 * STEP_MS);
    const expected = new Map(['grpc', 'http'].map((sender) => [sender, REQUESTS * TAKEN_POINTS]));
    expect(await scoredEvents(join(folder, 'data'), expected)).toEqual(expected);
  }, 1_800_000);
});
