import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from '@jest/globals';
import { setClock, startByClockFile, type ClockedProcess } from '../support/clocked-process.ts';
import { journaledRequests } from '../support/journaled-requests.ts';
import { createGrpcSender, sendHttp, type Answer } from '../support/otlp-senders.ts';
import { metricSum, readMetrics } from '../support/prometheus-page.ts';
import { scoredEvents } from '../support/scored-events.ts';
import { requestOf, START_MS, STEP_MS, TAKEN_POINTS, weightOf } from '../support/weighed-requests.ts';

const folders: string[] = [];
const open: { end(signal: 'SIGKILL'): unknown }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.end('SIGKILL');
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function folderWith(limits: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tidemark-overload-'));
  folders.push(folder);
  await writeFile(
    join(folder, 'tidemark.yaml'),
    `otlp: { port: 0, limits: ${limits} }
api: { port: 0 }
storage: { path: data, checkpoint_interval: 1h }
http_watches: { enabled: false }
defaults: { step: 10s }
watches:
  - { name: orders, source: { otlp: { metric: shop.orders } }, measure: rate, by: [sender] }
`,
  );
  await setClock(folder, START_MS + STEP_MS + 1000);
  return folder;
}

async function start(folder: string): Promise<ClockedProcess> {
  const started = await startByClockFile(folder);
  open.push(started);
  return started;
}

/** Events of each sender in the first step, once its time is over. */
async function scored(folder: string, expected: ReadonlyMap<string, number>): Promise<ReadonlyMap<string, number>> {
  await setClock(folder, START_MS + 20 * STEP_MS);
  return scoredEvents(join(folder, 'data'), expected);
}

it('sheds what is too much, and what it accepted is journaled and scored, each point once, also after kill -9', async () => {
  const folder = await folderWith('{ body: 64KiB, decompressed: 64KiB, waiting: 128KiB, requests: 8 }');
  const running = await start(folder);
  const grpc = Array.from({ length: 4 }, () => createGrpcSender(running.otlpGrpc));

  const sends: Promise<Answer & { readonly id: string; readonly sender: string }>[] = [];
  for (let i = 0; i < 240; i++) {
    const http = { id: `http-${i}`, sender: `http${i % 2}` };
    sends.push(sendHttp(running.otlp, requestOf(http)).then((answer) => ({ ...answer, ...http })));
    const rpc = { id: `grpc-${i}`, sender: `grpc${i % 4}` };
    sends.push(grpc[i % 4]!.send(requestOf(rpc)).then((answer) => ({ ...answer, ...rpc })));
    // In bursts of eighty pairs: far more at once than there is a place for.
    if (i % 80 === 79) await sleep(20);
  }
  const answers = await Promise.all(sends);
  grpc.forEach((sender) => sender.close());
  const taken = answers.filter(({ outcome }) => outcome === 'taken');
  const shed = answers.filter(({ outcome }) => outcome === 'later');

  // Every sender was answered, and each that was shed was told when to come again.
  expect(taken.length + shed.length).toBe(answers.length);
  for (const transport of ['http', 'grpc']) {
    expect(shed.filter(({ sender }) => sender.startsWith(transport)).length).toBeGreaterThan(10);
    expect(taken.filter(({ sender }) => sender.startsWith(transport)).length).toBeGreaterThan(10);
  }
  expect(shed.every(({ retryAfterSeconds }) => retryAfterSeconds >= 1)).toBe(true);

  // The process counts what its senders heard, refused points by reason among it.
  const metrics = await readMetrics(running.api);
  expect(metricSum(metrics, 'tidemark_intake_requests_total', { status: '200' })).toBe(taken.length);
  expect(metricSum(metrics, 'tidemark_intake_requests_total', { status: '429' })).toBe(shed.length);
  const points = (outcome: string, reason: string): number =>
    metricSum(metrics, 'tidemark_intake_points_total', { outcome, reason });
  expect(points('accepted', '')).toBe(taken.length * TAKEN_POINTS);
  expect(points('refused', 'not_a_number')).toBe(taken.length);
  expect(points('refused', 'unwatched')).toBe(taken.length);
  expect(metricSum(metrics, 'tidemark_intake_points_total', {})).toBe(taken.length * (TAKEN_POINTS + 2));

  // The journal holds those requests and no others.
  await running.end('SIGKILL');
  const ids = (requests: readonly { readonly id: string }[]): string[] => requests.map(({ id }) => id).sort();
  expect(ids(await journaledRequests(join(folder, 'data', 'journal')))).toEqual(ids(taken));

  // And all of their points are in the scored step, by sender.
  await start(folder);
  const expected = new Map<string, number>();
  for (const { sender } of taken) expected.set(sender, (expected.get(sender) ?? 0) + TAKEN_POINTS);
  expect(await scored(folder, expected)).toEqual(expected);
}, 120_000);

it('holds no more than it may of requests that unpack to far more than memory should give', async () => {
  const folder = await folderWith('{ body: 1MiB, decompressed: 32MiB, waiting: 64MiB, requests: 100 }');
  const running = await start(folder);
  const status = `/proc/${running.child.pid}/status`;
  const peakMib = async (): Promise<number> => {
    const line = /^VmHWM:\s+(\d+) kB$/m.exec(await readFile(status, 'utf8').catch(() => ''));
    return Number(line?.[1] ?? 0) / 1024;
  };
  const before = await peakMib();

  // A gzip file may have several members: the weight is packed once.
  const weight = gzipSync(weightOf(24 * 2 ** 20));
  const count = 40;
  const answers = await Promise.all(
    Array.from({ length: count }, (_, i) => {
      const request = gzipSync(requestOf({ id: `heavy-${i}`, sender: 'heavy' }));
      return sendHttp(running.otlp, Buffer.concat([request, weight]), { 'content-encoding': 'gzip' });
    }),
  );
  const taken = answers.filter(({ outcome }) => outcome === 'taken').length;
  expect(taken).toBeGreaterThan(0);
  expect(answers.filter(({ outcome }) => outcome === 'later')).toHaveLength(count - taken);
  const expected = new Map([['heavy', taken * TAKEN_POINTS]]);
  expect(await scored(folder, expected)).toEqual(expected);
  // All at once would be 960 MiB. What may wait is 64, what two unpack meanwhile 96; the rest is for the garbage collector.
  if (process.platform === 'linux') expect((await peakMib()) - before).toBeLessThan(450);
}, 120_000);
