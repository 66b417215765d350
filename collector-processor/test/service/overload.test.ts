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
import {
  LEFT_POINTS,
  REASONS,
  requestOf,
  START_MS,
  STEP_MS,
  TAKEN_POINTS,
  weightOf,
  type Signal,
} from '../support/weighed-requests.ts';

const SIGNALS: readonly Signal[] = ['metrics', 'traces', 'logs'];
const TRANSPORTS = ['http', 'grpc'] as const;

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

/** A request under way. */
interface Sent {
  readonly id: string;
  readonly sender: string;
  readonly signal: Signal;
  readonly transport: (typeof TRANSPORTS)[number];
}

/** Each of these requests over both transports, all signals in turn; `answers` in the order of `sent`. */
function senders({ otlp, otlpGrpc }: ClockedProcess) {
  const grpc = Array.from({ length: 4 }, () => createGrpcSender(otlpGrpc));
  const sent: Sent[] = [];
  const answers: Promise<Answer>[] = [];
  return {
    sent,
    answers,
    send(i: number): void {
      const signal = SIGNALS[i % SIGNALS.length]!;
      for (const transport of TRANSPORTS) {
        const one = { id: `${transport}-${i}`, sender: `${transport}${i % 2}-${signal}`, signal, transport };
        sent.push(one);
        const body = requestOf(one);
        answers.push(
          transport === 'http' ? sendHttp(otlp, body, {}, signal) : grpc[i % 4]!.send(body, undefined, signal),
        );
      }
    },
    close: () => grpc.forEach((sender) => sender.close()),
  };
}

const idsOf = (requests: readonly { readonly id: string }[]): string[] => requests.map(({ id }) => id).sort();

/** Events by sender that are in these requests. */
function eventsOf(requests: readonly Sent[]): Map<string, number> {
  const events = new Map<string, number>();
  for (const { sender } of requests) events.set(sender, (events.get(sender) ?? 0) + TAKEN_POINTS);
  return events;
}

it('sheds what is too much, and what it accepted of each signal is journaled and scored, each event once, also after kill -9', async () => {
  const folder = await folderWith('{ body: 64KiB, decompressed: 64KiB, waiting: 128KiB, requests: 8 }');
  const running = await start(folder);
  const { sent, answers, send, close } = senders(running);
  for (let i = 0; i < 240; i++) {
    send(i);
    // In bursts of eighty pairs: far more at once than there is a place for.
    if (i % 80 === 79) await sleep(20);
  }
  const given = (await Promise.all(answers)).map((answer, i) => ({ ...answer, ...sent[i]! }));
  close();
  const taken = given.filter(({ outcome }) => outcome === 'taken');
  const shed = given.filter(({ outcome }) => outcome === 'later');

  // Every sender was answered, and each that was shed was told when to come again.
  expect(taken.length + shed.length).toBe(given.length);
  for (const way of TRANSPORTS) {
    expect(shed.filter(({ transport }) => transport === way).length).toBeGreaterThan(10);
    expect(taken.filter(({ transport }) => transport === way).length).toBeGreaterThan(10);
  }
  expect(shed.every(({ retryAfterSeconds }) => retryAfterSeconds >= 1)).toBe(true);

  // The process counts what its senders heard, what was refused by reason among it.
  const metrics = await readMetrics(running.api);
  expect(metricSum(metrics, 'tidemark_intake_requests_total', { status: '200' })).toBe(taken.length);
  expect(metricSum(metrics, 'tidemark_intake_requests_total', { status: '429' })).toBe(shed.length);
  for (const signal of SIGNALS) {
    const requests = taken.filter((one) => one.signal === signal).length;
    expect(requests).toBeGreaterThan(0);
    const points = (labels: Record<string, string>): number =>
      metricSum(metrics, 'tidemark_intake_points_total', { signal, ...labels });
    expect(points({ outcome: 'accepted' })).toBe(requests * TAKEN_POINTS);
    for (const reason of REASONS[signal]) expect(points({ outcome: 'refused', reason })).toBe(requests);
    expect(points({})).toBe(requests * (TAKEN_POINTS + LEFT_POINTS));
  }

  // The journal holds those requests and no others.
  await running.end('SIGKILL');
  expect(idsOf(await journaledRequests(join(folder, 'data', 'journal')))).toEqual(idsOf(taken));

  // And all of their events are in the scored step, by sender.
  await start(folder);
  const expected = eventsOf(taken);
  expect(await scored(folder, expected)).toEqual(expected);
}, 120_000);

it('killed amid requests of all signals, it has journaled all that it took, and scores what it journaled, no more and no less', async () => {
  const folder = await folderWith('{ body: 64KiB, decompressed: 64KiB, waiting: 1MiB, requests: 16 }');
  const running = await start(folder);
  const { sent, answers, send, close } = senders(running);
  // Whoever hears nothing does not know whether it was kept.
  const heard: Promise<Sent | null>[] = [];
  let takenSoFar = 0;
  for (let i = 0; i < 1000 && takenSoFar < 60; i++) {
    send(i);
    for (let each = heard.length; each < answers.length; each++)
      heard.push(
        answers[each]!.then(
          ({ outcome }) => (outcome === 'taken' ? (takenSoFar++, sent[each]!) : null),
          () => null,
        ),
      );
    if (i % 10 === 9) await sleep(5);
  }
  await running.end('SIGKILL');
  const taken = (await Promise.all(heard)).filter((one) => one !== null);
  close();
  expect(taken.length).toBeGreaterThanOrEqual(60);
  expect(taken.length).toBeLessThan(sent.length);

  const journaled = new Set((await journaledRequests(join(folder, 'data', 'journal'))).map(({ id }) => id));
  expect(idsOf(taken.filter(({ id }) => !journaled.has(id)))).toEqual([]);
  await start(folder);
  const expected = eventsOf(sent.filter(({ id }) => journaled.has(id)));
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
