import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { prometheusNameOf } from './prometheus-text.ts';
import { createSelfTelemetry, type SelfTelemetry, type SelfTelemetryOptions } from './self-telemetry.ts';
import { METRICS, type CounterName, type GaugeName, type HistogramName, type MetricEntry } from './table.ts';

let telemetry: SelfTelemetry;
afterEach(() => telemetry.close());

function start(options: Partial<SelfTelemetryOptions> = {}) {
  const defaults = { enabled: true, serviceVersion: '1.2.3', endpoint: null, headers: {}, intervalMs: 60_000 };
  telemetry = createSelfTelemetry({ ...defaults, ...options });
  return telemetry;
}

function useEveryMetric() {
  for (const [name, { kind }] of Object.entries<MetricEntry>(METRICS)) {
    if (kind === 'counter') telemetry.count(name as CounterName, 2);
    if (kind === 'histogram') telemetry.record(name as HistogramName, 0.02);
    if (kind === 'gauge' && !/^(nodejs|process)/.test(name)) telemetry.observe(name as GaugeName, () => 7);
  }
}

describe('scrapeText', () => {
  it('has every metric of the table under the name that Prometheus gives it', async () => {
    start();
    useEveryMetric();
    const text = await telemetry.scrapeText();
    for (const [name, entry] of Object.entries<MetricEntry>(METRICS)) {
      expect(text).toContain(`# TYPE ${prometheusNameOf(name, entry)} ${entry.kind}\n`);
    }
  });

  it('counts, records and observes with attributes', async () => {
    start();
    telemetry.count('tidemark.incidents.opened', 1, { watch: 'requests', class: 'spike' });
    telemetry.count('tidemark.incidents.opened', 1, { watch: 'requests', class: 'spike' });
    telemetry.record('tidemark.store.write.duration', 0.004, { operation: 'steps' });
    telemetry.observe('tidemark.engine.series', () => [{ value: 3, attributes: { watch: 'requests' } }]);
    const lines = (await telemetry.scrapeText()).split('\n');
    expect(lines).toContain('tidemark_incidents_opened_total{watch="requests",class="spike"} 2');
    expect(lines).toContain('tidemark_store_write_duration_seconds_bucket{operation="steps",le="0.005"} 1');
    expect(lines).toContain('tidemark_engine_series{watch="requests"} 3');
  });

  it('shows what several parts observe of one gauge', async () => {
    start();
    for (const channel of ['otlp', 'scrape']) {
      telemetry.observe('tidemark.delivery.series.omitted', () => [{ value: 1, attributes: { channel } }]);
    }
    const text = await telemetry.scrapeText();
    expect(text.match(/^tidemark_delivery_series_omitted\{.*$/gm)).toEqual([
      'tidemark_delivery_series_omitted{channel="otlp"} 1',
      'tidemark_delivery_series_omitted{channel="scrape"} 1',
    ]);
  });

  it('is empty and harmless when telemetry is off', async () => {
    start({ enabled: false });
    telemetry.count('tidemark.intake.points', 1);
    expect(await telemetry.scrapeText()).toBe('');
  });
});

describe('with an endpoint', () => {
  it('pushes by OTLP/HTTP, headers included, at the latest on close', async () => {
    const seen: { url?: string | undefined; token?: string | undefined; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push({ url: request.url, token: request.headers.authorization, body });
        response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;

    start({ endpoint: `http://127.0.0.1:${port}/`, headers: { authorization: 'Bearer abc' } });
    telemetry.count('tidemark.engine.steps', 4, { watch: 'requests' });
    await telemetry.close();
    server.closeAllConnections();
    server.close();

    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ url: '/v1/metrics', token: 'Bearer abc' });
    expect(seen[0]?.body).toContain('"tidemark.engine.steps"');
    expect(seen[0]?.body).toContain('{"key":"service.name","value":{"stringValue":"tidemark"}}');
  });
});
