/**
 * What becomes of a service that is offered three times what it takes: `node bench/overload.ts [seconds]`. The whole of it, journal
 * and scoring, in a process of its own with its default limits; first four senders as fast as they are answered, which is what it
 * takes, then three times as many requests a second, whether it answers or not. Nobody sends anything again.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { setClock, startByClockFile } from '../test/support/clocked-process.ts';
import { metricSum, readMetrics } from '../test/support/prometheus-page.ts';
import { cpuSecondsOf } from './intake/process-cpu.ts';
import { createRequestSource, POINTS } from './intake/requests.ts';

const SENDERS = 4;
const TIMES = 3;
const seconds = Number(process.argv[2] ?? 10);
/** Each request is ten seconds later than the one before, and none may be older than a day. */
const STARTED_AGO_MS = 20 * 3_600_000;

const folder = await mkdtemp(join(tmpdir(), 'tidemark-overload-bench-'));
await writeFile(
  join(folder, 'tidemark.yaml'),
  `otlp: { port: 0 }
api: { port: 0 }
storage: { path: data }
http_watches: { enabled: false }
watches: [{ name: orders, source: { otlp: { metric: shop.orders } }, measure: rate, by: [http.route] }]
`,
);
const nowMs = Date.now();
await setClock(folder, nowMs);
const tidemark = await startByClockFile(folder);
const pid = tidemark.child.pid!;
const { port } = new URL(tidemark.otlp);
const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
const sources = Array.from({ length: SENDERS }, (_, i) => createRequestSource(`sender-${i}`, nowMs - STARTED_AGO_MS));

interface Answered {
  readonly status: number;
  readonly afterMs: number;
}

/** Sends once; status 0 where the connection broke. */
function send(body: Buffer): Promise<Answered> {
  const begunMs = performance.now();
  const headers = { 'content-type': 'application/x-protobuf', 'content-length': body.length };
  return new Promise((resolve) => {
    const done = (status: number): void => resolve({ status, afterMs: performance.now() - begunMs });
    const options = { agent, host: '127.0.0.1', port, method: 'POST', path: '/v1/metrics', headers };
    const sent = request(options, (response) => response.resume().on('end', () => done(response.statusCode ?? 0)));
    sent.on('error', () => done(0));
    sent.end(body);
  });
}

async function measured(what: string, work: (untilMs: number) => Promise<readonly Answered[]>): Promise<number> {
  const [cpuBefore, begunMs] = [cpuSecondsOf(pid), performance.now()];
  const answers = await work(begunMs + seconds * 1000);
  const tookSeconds = (performance.now() - begunMs) / 1000;
  const of = (...statuses: number[]): number[] =>
    answers
      .filter(({ status }) => statuses.includes(status))
      .map(({ afterMs }) => afterMs)
      .sort((a, b) => a - b);
  const [taken, shed, broken] = [of(200), of(429, 503), of(0)];
  const at = (sorted: readonly number[], share: number): string =>
    sorted.length === 0 ? '–' : `${sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(0)} ms`;
  const peakMib = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  process.stdout.write(
    `${what}: ${(answers.length / tookSeconds).toFixed(0)} requests/s offered, ${(taken.length / tookSeconds).toFixed(0)} taken ` +
      `(p50 ${at(taken, 0.5)}, p99 ${at(taken, 0.99)}), ${(shed.length / tookSeconds).toFixed(0)} told to come again ` +
      `(p50 ${at(shed, 0.5)}, p99 ${at(shed, 0.99)}), ${broken.length} broken, ${answers.length - taken.length - shed.length - broken.length} other; ` +
      `${((cpuSecondsOf(pid) - cpuBefore) / tookSeconds).toFixed(2)} CPU, peak memory ${peakMib.toFixed(0)} MiB\n`,
  );
  total += taken.length;
  return taken.length / tookSeconds;
}
let total = 0;

const asAnswered = async (untilMs: number): Promise<readonly Answered[]> => {
  const answers: Answered[] = [];
  await Promise.all(
    sources.map(async (source) => {
      while (performance.now() < untilMs) answers.push(await send(source.next()));
    }),
  );
  return answers;
};

const atRate =
  (perSecond: number) =>
  async (untilMs: number): Promise<readonly Answered[]> => {
    const waiting: Promise<Answered>[] = [];
    const begunMs = performance.now();
    while (performance.now() < untilMs) {
      const due = ((performance.now() - begunMs) / 1000) * perSecond;
      // The source gives the same buffer each time.
      while (waiting.length < due) waiting.push(send(Buffer.from(sources[waiting.length % SENDERS]!.next())));
      await sleep(1);
    }
    return Promise.all(waiting);
  };

try {
  await measured('warming up', asAnswered);
  const takes = await measured('as answered', asAnswered);
  await measured(`${TIMES} times that`, atRate(TIMES * takes));
  await measured('as answered, after it', asAnswered);
  const page = await readMetrics(tidemark.api);
  const counted = metricSum(page, 'tidemark_intake_points_total', {});
  process.stdout.write(`points answered with 200: ${total * POINTS}; counted by the service: ${counted}\n`);
  if (counted !== total * POINTS) process.exitCode = 1;
} finally {
  agent.destroy();
  await tidemark.end('SIGTERM');
  await rm(folder, { recursive: true, force: true });
}
