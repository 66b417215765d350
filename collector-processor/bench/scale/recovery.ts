import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';
import { setClock, startByClockFile, type ClockedProcess } from '../../test/support/clocked-process.ts';
import { createHttpSender } from '../intake/senders.ts';
import { cpuSecondsOf } from '../intake/process-cpu.ts';

/**
 * The whole service with many series, killed (kill -9) with a minute of input in its journal, and started again. Prints JSON: how
 * long the start took until the API answers, its CPU time, what a series costs in a minute, and for how long requests wait while
 * a checkpoint is copied. What it is at is said on stderr.
 *
 * Usage: node bench/scale/recovery.ts <series, in thousands>
 */
const THOUSANDS = Number(process.argv[2]);
const STEP_MS = 60_000;
const START_MS = Date.UTC(2026, 10, 2);
const STEPS = 2;
/** Each waits for its answer, which waits for the disk. */
const SENDERS = 4;
/** What is learned of a series, and more: a checkpoint of this size a series has it. */
const LEARNED_BYTES = 1012;
const CHECKPOINT_EVERY = '20s';
const PATIENCE_MS = 180_000;
/** Of all of it: a machine on which it takes longer has no figure. */
const DEADLINE_MS = 420_000;

const beganMs = performance.now();
const say = (what: string): void => {
  process.stderr.write(`recovery: ${((performance.now() - beganMs) / 1000).toFixed(1)} s: ${what}\n`);
};

const folder = await mkdtemp(join(tmpdir(), 'tidemark-recovery-'));
await writeFile(
  join(folder, 'tidemark.yaml'),
  JSON.stringify({
    otlp: { port: 0, grpc: { enabled: false }, limits: { series: 1000 * THOUSANDS } },
    api: { port: 0 },
    storage: { path: 'data', checkpoint_interval: CHECKPOINT_EVERY, journal: { max_size: '8GiB' } },
    http_watches: { enabled: false },
    export: { max_series: 1 },
    forecast: { series_per_hour: 1 },
    watches: [{ name: 'orders', source: { otlp: { metric: 'orders' } }, measure: 'rate', by: ['item'], step: '60s' }],
  }),
);

function request(thousand: number, step: number): Buffer {
  const timeUnixNano = `${START_MS + step * STEP_MS + 1000}000000`;
  const dataPoints = Array.from({ length: 1000 }, (_, i) => ({
    timeUnixNano,
    asDouble: 600 + ((thousand + i + step) % 100),
    attributes: [{ key: 'item', value: { stringValue: `item-${1000 * thousand + i}` } }],
  }));
  const metrics = [{ name: 'orders', sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints } }];
  return Buffer.from(toProtobuf('MetricsRequest', { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }));
}

/** A minute of input: a thousand points a request, a series each. @returns CPU µs a point */
async function send({ otlp, child }: ClockedProcess, step: number): Promise<number> {
  await setClock(folder, START_MS + step * STEP_MS + 1000);
  const before = cpuSecondsOf(child.pid!);
  let next = 0;
  async function sendSome(): Promise<void> {
    const sender = createHttpSender(Number(new URL(otlp).port));
    while (next < THOUSANDS) {
      const thousand = next++;
      await sender.send(request(thousand, step));
      if ((thousand + 1) % 250 === 0) say(`minute ${step + 1}: ${thousand + 1},000 points sent`);
    }
    sender.close();
  }
  await Promise.all(Array.from({ length: SENDERS }, sendSome));
  const pointUs = ((cpuSecondsOf(child.pid!) - before) * 1000) / THOUSANDS;
  say(`minute ${step + 1} is taken: ${pointUs.toFixed(1)} µs CPU a point`);
  return pointUs;
}

/** Sum of the samples of a metric of its own. */
async function metric({ api }: ClockedProcess, name: string): Promise<number> {
  const page = await (await fetch(new URL('/metrics', api))).text();
  const samples = page.split('\n').filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `));
  return samples.reduce((sum, line) => sum + Number(line.split(' ')[1]), 0);
}

async function until(what: string, reached: () => Promise<boolean>): Promise<void> {
  const fromMs = performance.now();
  while (!(await reached())) {
    if (performance.now() - fromMs > PATIENCE_MS) throw new Error(`${what}: not within ${PATIENCE_MS / 1000} s`);
    await sleep(100);
  }
  say(what);
}

await setClock(folder, START_MS);
let running = await startByClockFile(folder, PATIENCE_MS);
say('the service is there');
const deadline = setTimeout(() => {
  running.child.kill('SIGKILL');
  // What is thrown here ends the process at once.
  rmSync(folder, { recursive: true, force: true });
  throw new Error(`not done within ${DEADLINE_MS / 1000} s`);
}, DEADLINE_MS);
try {
  for (let step = 0; step < STEPS; step++) await send(running, step);
  await until('there is a checkpoint of all series', async () => {
    return (await metric(running, 'tidemark_checkpoint_size_bytes')) > 1000 * THOUSANDS * LEARNED_BYTES;
  });
  const pauses = await metric(running, 'tidemark_checkpoint_pause_seconds_count');
  const pauseMs = (1000 * (await metric(running, 'tidemark_checkpoint_pause_seconds_sum'))) / pauses;
  const stepUs = await send(running, STEPS);
  await running.end('SIGKILL');
  say('killed');

  const fromMs = performance.now();
  running = await startByClockFile(folder, PATIENCE_MS);
  const recoveryMs = performance.now() - fromMs;
  const recoveryCpuS = cpuSecondsOf(running.child.pid!);
  say(`back after ${(recoveryMs / 1000).toFixed(1)} s, ${recoveryCpuS.toFixed(1)} s CPU`);
  const series = await metric(running, 'tidemark_engine_series');
  if (series !== 1000 * THOUSANDS) throw new Error(`of ${1000 * THOUSANDS} series ${series} are back`);
  process.stdout.write(JSON.stringify({ recoveryMs, recoveryCpuS, pauseMs, stepUs }));
} finally {
  clearTimeout(deadline);
  await running.end('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
