import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { credentials, Metadata } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { OTLPMetricExporter as GrpcExporter } from '@opentelemetry/exporter-metrics-otlp-grpc';
import { OTLPMetricExporter as HttpExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { pino } from 'pino';
import { settingsOf } from '../../src/config/load-config.ts';
import { createService, type Service } from '../../src/pipeline/service.ts';
import { createAuthority } from '../support/certificates.ts';

const authority = createAuthority('Tests');
const strangers = createAuthority('Strangers');
const client = authority.issue('collector');
const TOKEN = 'token-of-the-tests';
let folder: string;
let service: Service;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-tls-'));
  const server = authority.issue('tidemark', ['127.0.0.1', 'localhost']);
  const written = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const tls = {
    cert_file: written('cert.pem', server.cert),
    key_file: written('key.pem', server.key),
    client_ca_file: written('ca.pem', authority.cert),
  };
  service = await createService({
    settings: settingsOf({
      otlp: { port: 0, tls },
      api: { port: 0, tls: { cert_file: tls.cert_file, key_file: tls.key_file } },
      auth: { tokens: [{ name: 'all', token: TOKEN, scopes: ['ingest', 'read'] }] },
      storage: { path: join(folder, 'data') },
    }),
    logger: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

interface Sent {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** Status of an answer, or the code of what went wrong before there was one. */
function statusOf(url: string, method: string, sent: Sent, headers: Record<string, string> = {}): Promise<unknown> {
  return new Promise((resolve) => {
    const { hostname, port, pathname } = new URL(url);
    const options = { host: hostname, port, path: pathname, method, headers, agent: false, ...sent };
    request(options, (answer) => answer.resume().on('end', () => resolve(answer.statusCode)))
      .on('error', (error) => resolve((error as NodeJS.ErrnoException).code))
      .end();
  });
}

async function acceptedRequests(): Promise<number> {
  const page = await new Promise<string>((resolve, reject) => {
    const headers = { authorization: `Bearer ${TOKEN}` };
    request(`${service.addresses.api}/metrics`, { ca: authority.cert, headers, agent: false }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString())).on('end', () => resolve(text));
    })
      .on('error', reject)
      .end();
  });
  return [...page.matchAll(/^tidemark_intake_requests_total\{[^}]*status="200"[^}]*\} (\d+)/gm)].reduce(
    (sum, [, count]) => sum + Number(count),
    0,
  );
}

/** Sends one histogram by an exporter; resolves when it is done, whatever came of it. */
async function sendBy(exporter: PushMetricExporter): Promise<void> {
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({ 'service.name': 'shop' }),
    readers: [reader],
  });
  provider.getMeter('test').createHistogram('http.server.request.duration', { unit: 's' }).record(0.1);
  await provider.shutdown().catch(() => undefined);
}

it('says https of its addresses', () => {
  expect(Object.values(service.addresses).map((url) => String(url).split(':', 1)[0])).toEqual([
    'https',
    'https',
    'https',
  ]);
});

describe('OTLP with client certificates', () => {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/x-protobuf' };
  const ca = authority.cert;

  it.each([
    ['a certificate of the authority', { ca, ...client }, headers, 200],
    ['a certificate without a token', { ca, ...client }, { 'content-type': 'application/x-protobuf' }, 401],
    ['no certificate', { ca }, headers, /^(ECONNRESET|EPIPE|ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)$/],
    [
      "a stranger's certificate",
      { ca, ...strangers.issue('x') },
      headers,
      /^(ECONNRESET|EPIPE|ERR_SSL_.*UNKNOWN_CA.*)$/,
    ],
    ['a server that it does not trust', { ca: strangers.cert, ...client }, headers, /^(UNABLE_TO_VERIFY|SELF_SIGNED)/],
  ])('%s', async (_who, sent, given, outcome) => {
    const found = await statusOf(`${service.addresses.otlp}/v1/metrics`, 'POST', sent, given as Record<string, string>);
    if (outcome instanceof RegExp) expect(String(found)).toMatch(outcome);
    else expect(found).toBe(outcome);
  });

  it('takes no TLS 1.1', async () => {
    const { hostname, port } = new URL(service.addresses.otlp);
    const code = await new Promise((resolve) => {
      const options = {
        host: hostname,
        port: Number(port),
        ca,
        ...client,
        minVersion: 'TLSv1',
        maxVersion: 'TLSv1.1',
      } as const;
      // Security level 0: else OpenSSL here would not even ask.
      const socket = connectTls({ ...options, ciphers: 'DEFAULT@SECLEVEL=0' }, () => resolve('connected'));
      socket.on('error', (error) => resolve((error as NodeJS.ErrnoException).code));
    });
    expect(code).toBe('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION');
  });

  it("is spoken by OpenTelemetry's own exporters, over HTTP and gRPC", async () => {
    const before = await acceptedRequests();
    const url = `${service.addresses.otlp}/v1/metrics`;
    const bearer = { authorization: `Bearer ${TOKEN}` };
    await sendBy(new HttpExporter({ url, headers: bearer, httpAgentOptions: { ca, ...client } }));
    expect(await acceptedRequests()).toBe(before + 1);

    const buffer = (text: string): Buffer => Buffer.from(text);
    const secure = credentials.createSsl(buffer(ca), buffer(client.key), buffer(client.cert));
    const metadata = new Metadata();
    metadata.set('authorization', bearer.authorization);
    await sendBy(new GrpcExporter({ url: String(service.addresses.otlpGrpc), credentials: secure, metadata }));
    expect(await acceptedRequests()).toBe(before + 2);

    // Without a certificate of its own the connection does not come about.
    await sendBy(
      new GrpcExporter({
        url: String(service.addresses.otlpGrpc),
        credentials: credentials.createSsl(buffer(ca)),
        metadata,
        timeoutMillis: 1_500,
      }),
    );
    expect(await acceptedRequests()).toBe(before + 2);
  });
});

it('the API asks for a token and for no certificate', async () => {
  const url = `${service.addresses.api}/api/v1/watches`;
  const bearer = { authorization: `Bearer ${TOKEN}` };
  expect(await statusOf(url, 'GET', { ca: authority.cert }, bearer)).toBe(200);
  expect(await statusOf(url, 'GET', { ca: authority.cert })).toBe(401);
  expect(await statusOf(url.replace('https', 'http'), 'GET', { ca: strangers.cert }, bearer)).toMatch(/VERIFY|SELF/);
});
