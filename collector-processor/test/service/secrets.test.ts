import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Metadata } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Agent, fetch } from 'undici';
import { run } from '../../src/cli/run.ts';
import { loadConfig, settingsOrThrow } from '../../src/config/load-config.ts';
import { createService } from '../../src/pipeline/service.ts';
import { createAuthority } from '../support/certificates.ts';
import { filesBelow } from '../support/files-below.ts';
import { createGrpcSender } from '../support/otlp-senders.ts';

const authority = createAuthority('Tests');
const own = authority.issue('tidemark', ['127.0.0.1']);
/** Everything that a configuration can hold and nobody else is to see. */
const SECRETS = {
  ingest: 'seeecret-ingest-token',
  read: 'seeecret-read-token',
  fromFile: 'seeecret-token-in-a-file',
  unknown: 'seeecret-token-that-nobody-knows',
  bearer: 'seeecret-source-bearer',
  password: 'seeecret-source-password',
  header: 'seeecret-source-header',
  exported: 'seeecret-export-header',
  telemetry: 'seeecret-telemetry-header',
  environment: 'seeecret-of-the-environment',
  basic: Buffer.from('tidemark:seeecret-source-password').toString('base64'),
  key: own.key.split('\n')[1]!,
};
/** What was said, by who said it. */
const said = new Map<string, string>();
const tell = (who: string, what: string): void => void said.set(who, (said.get(who) ?? '') + what);

let folder: string;
/** Answers everybody with an error that shows all that it was sent. */
let parrot: Server;
const heard: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-secrets-'));
  parrot = createServer((request, response) => {
    heard.push(JSON.stringify(request.headers));
    request.resume().on('end', () => {
      const body = { status: 'error', errorType: 'bad_data', error: `no: ${JSON.stringify(request.headers)}` };
      response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((listening) => parrot.listen(0, '127.0.0.1', listening));
});
afterAll(() => {
  parrot.close();
  rmSync(folder, { recursive: true });
});

const configuration = (port: number): string => `
otlp: { port: 0 }
api: { port: 0, tls: { cert_file: cert.pem, key_file: key.pem } }
auth:
  tokens:
    - { name: collector, token: ${SECRETS.ingest}, scopes: [ingest] }
    - { name: grafana, token: '\${GRAFANA_TOKEN}', scopes: [read, write] }
    - { name: operator, token_file: token, scopes: [read, write, admin] }
storage: { path: data }
export:
  otlp: { endpoint: 'http://127.0.0.1:${port}/v1/metrics', headers: { authorization: 'Bearer ${SECRETS.exported}' } }
telemetry: { endpoint: 'http://127.0.0.1:${port}', headers: { x-key: ${SECRETS.telemetry} }, interval: 1s }
defaults: { step: 10s }
sources:
  - { name: one, url: 'http://127.0.0.1:${port}', bearer_token: ${SECRETS.bearer}, history: 0s }
  - { name: two, url: 'http://127.0.0.1:${port}', basic: { username: tidemark, password: ${SECRETS.password} } }
  - { name: three, url: 'http://127.0.0.1:${port}', headers: { x-key: ${SECRETS.header} } }
watches:
  - { name: pulled, source: { promql: up, from: one } }
  - { name: orders, source: { otlp: { metric: shop.orders } }, measure: rate }
`;

async function cli(args: readonly string[]): Promise<void> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const output = Promise.all([text(stdout), text(stderr)]);
  const env = { GRAFANA_TOKEN: SECRETS.read, TIDEMARK_TOKEN: SECRETS.environment };
  await run(args, { stdin: new PassThrough(), stdout, stderr, env, nowMs: () => performance.now() });
  stdout.end();
  stderr.end();
  tell(`tidemark ${args[0]}`, (await output).join(''));
}

it('no secret is in a log, an error, a metric, an answer, or a file that Tidemark writes', async () => {
  const { port } = parrot.address() as AddressInfo;
  const file = join(folder, 'tidemark.yaml');
  mkdirSync(join(folder, 'data'));
  writeFileSync(file, configuration(port));
  writeFileSync(join(folder, 'token'), `${SECRETS.fromFile}\n`);
  writeFileSync(join(folder, 'cert.pem'), own.cert);
  writeFileSync(join(folder, 'key.pem'), own.key);

  // What the command line says of a configuration that is right, and of one in which secrets stand in the wrong places.
  await cli(['check-config', file]);
  const wrong = join(folder, 'wrong.yaml');
  writeFileSync(
    wrong,
    configuration(port)
      .replace('scopes: [ingest]', 'scopes: [all]')
      .replace('name: one, url', `name: one, bearer_token_file: nowhere, url`)
      .replace("url: 'http://127", `url: 'http://u:${SECRETS.password}@127`)
      .replace('history: 0s', 'histroy: 0s')
      .replace(`token: ${SECRETS.ingest}`, `token: [${SECRETS.ingest}]`)
      .replace(`x-key: ${SECRETS.telemetry}`, `x-key: [${SECRETS.telemetry}]`),
  );
  await cli(['check-config', wrong]);

  const settings = settingsOrThrow(loadConfig(file, { GRAFANA_TOKEN: SECRETS.read }), file).settings;
  const service = await createService({
    settings,
    logger: pino({ level: 'trace' }, { write: (line: string) => tell('log', line) }),
  });
  const { otlp, otlpGrpc, api } = service.addresses;
  const dispatcher = new Agent({ connect: { ca: authority.cert } });
  const call = async (url: string, token: string, method = 'GET', body?: string): Promise<void> => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const answer = await fetch(url, { method, headers, dispatcher, ...(body === undefined ? {} : { body }) });
    tell(`${method} ${new URL(url).pathname}`, JSON.stringify([...answer.headers.entries()]) + (await answer.text()));
  };
  try {
    const bodies = ['{}', '{"resourceMetrics":7}', `{"resourceMetrics":"${'x'.repeat(50)}`];
    for (const token of [SECRETS.ingest, SECRETS.read, SECRETS.unknown, `${SECRETS.ingest} ${SECRETS.read}`]) {
      for (const body of bodies) await call(`${otlp}/v1/metrics`, token, 'POST', body);
      const metadata = new Metadata();
      metadata.set('authorization', `Bearer ${token}`);
      const sender = createGrpcSender(String(otlpGrpc).replace('http://', ''));
      tell('grpc', JSON.stringify(await sender.send(Buffer.from([0x0a, 0xff]), metadata)));
      sender.close();
    }
    const paths = [
      'watches',
      'watches/pulled',
      'series',
      'sources',
      'incidents',
      'models',
      'maintenance',
      'nowhere',
      'range',
    ];
    for (const token of [SECRETS.fromFile, SECRETS.read, SECRETS.ingest, SECRETS.unknown]) {
      for (const path of paths) await call(`${api}/api/v1/${path}`, token);
      for (const path of ['metrics', 'healthz', 'readyz', 'api/openapi.json', '']) await call(`${api}/${path}`, token);
      for (const name of ['one', 'two', 'three'])
        await call(`${api}/api/v1/admin/sources/${name}/check`, token, 'POST', '{}');
      const watch = { name: 'mine', source: { promql: 'up', from: 'two' } };
      await call(`${api}/api/v1/watches`, token, 'POST', JSON.stringify(watch));
      await call(`${api}/api/v1/backtests`, token, 'POST', JSON.stringify({ watch }));
    }
    // Pulled, exported and its own telemetry pushed in vain.
    for (let i = 0; i < 60 && heard.length < 8; i++) await sleep(100);
    await call(`${api}/metrics`, SECRETS.fromFile);
    await call(`${api}/api/v1/watches`, SECRETS.fromFile);
  } finally {
    await service.close();
    await dispatcher.close();
  }
  for (const [path, bytes] of filesBelow(join(folder, 'data'))) tell(path, bytes.toString('latin1'));

  // The secrets were in use: the parrot was told them, and answers told of their holders.
  for (const secret of [SECRETS.bearer, SECRETS.basic, SECRETS.header, SECRETS.telemetry])
    expect(heard.join()).toContain(secret);
  expect(said.get('log')).toContain('"level"');
  expect([...said.keys()].filter((who) => who.includes('journal')).length).toBeGreaterThan(0);
  const found = [...said].flatMap(([who, what]) =>
    Object.entries(SECRETS)
      .filter(([, secret]) => what.includes(secret) || what.includes(encodeURIComponent(secret)))
      .map(
        ([name]) =>
          `${name} in ${who}: …${what.slice(Math.max(0, what.indexOf(SECRETS[name as keyof typeof SECRETS]) - 80), what.indexOf(SECRETS[name as keyof typeof SECRETS]) + 60)}`,
      ),
  );
  expect(found).toEqual([]);
}, 120_000);
