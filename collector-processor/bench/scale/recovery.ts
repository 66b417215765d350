import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { toProtobuf } from '../../src/intake/otlp/test-requests.ts';
import { setClock, startByClockFile, type ClockedProcess } from '../../test/support/clocked-process.ts';
import { createHttpSender } from '../intake/senders.ts';

/**
 * The whole service with many series, killed (kill -9) with a minute of input in its journal, and started again. Prints JSON: how
 * long the start took until the API answers, and for how long commands wait while a checkpoint is copied.
 *
 * Usage: node bench/scale/recovery.ts <series, in thousands>
 */
const THOUSANDS = Number(process.argv[2]);
const STEP_MS = 60_000;
const START_MS = Date.UTC(2026, 10, 2);
const STEPS = 2;
const PATIENCE_MS = 90_000;
/** Of all of it: a machine on which it takes longer has no figure. */
const DEADLINE_MS = 180_000;

const folder = await mkdtemp(join(tmpdir(), 'tidemark-recovery-'));
await writeFile(
  join(folder, 'tidemark.yaml'),
  JSON.stringify({
    otlp: { port: 0, grpc: { enabled: false }, limits: { series: 1000 * THOUSANDS } },
    api: { port: 0 },
    storage: { path: 'data', checkpoint_interval: '10s', journal: { max_size: '8GiB' } },
    http_watches: { enabled: false },
    export: { max_series: 1 },
    forecast: { series_per_hour: 1 },
    watches: [{ name: 'orders', source: { otlp: { metric: 'orders' } }, measure: 'rate', by: ['item'], step: '60s' }],
  }),
);

/** A minute of input: a thousand points a request, a series each. */
async function send({ otlp }: ClockedProcess, step: number): Promise<void> {
  const timeUnixNano = `${START_MS + step * STEP_MS + 1000}000000`;
  await setClock(folder, START_MS + step * STEP_MS + 1000);
  const sender = createHttpSender(Number(new URL(otlp).port));
  for (let request = 0; request < THOUSANDS; request++) {
    const dataPoints = Array.from({ length: 1000 }, (_, i) => ({
      timeUnixNano,
      asDouble: 600 + ((request + i + step) % 100),
      attributes: [{ key: 'item', value: { stringValue: `item-${1000 * request + i}` } }],
    }));
    const metrics = [{ name: 'orders', sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints } }];
    await sender.send(
      Buffer.from(toProtobuf('MetricsRequest', { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] })),
    );
  }
  sender.close();
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
}

await setClock(folder, START_MS);
let running = await startByClockFile(folder);
const deadline = setTimeout(() => {
  running.child.kill('SIGKILL');
  throw new Error(`not done within ${DEADLINE_MS / 1000} s`);
}, DEADLINE_MS);
try {
  for (let step = 0; step < STEPS; step++) await send(running, step);
  const pauses = (): Promise<number> => metric(running, 'tidemark_checkpoint_pause_seconds_count');
  const paused = (): Promise<number> => metric(running, 'tidemark_checkpoint_pause_seconds_sum');
  const [countBefore, sumBefore] = [await pauses(), await paused()];
  await until('a checkpoint of all series', async () => (await pauses()) >= countBefore + 2);
  const pauseMs = (1000 * ((await paused()) - sumBefore)) / ((await pauses()) - countBefore);
  await send(running, STEPS);
  await running.end('SIGKILL');

  const fromMs = performance.now();
  running = await startByClockFile(folder);
  const recoveryMs = performance.now() - fromMs;
  const series = await metric(running, 'tidemark_engine_series');
  if (series !== 1000 * THOUSANDS) throw new Error(`of ${1000 * THOUSANDS} series ${series} are back`);
  process.stdout.write(JSON.stringify({ recoveryMs, pauseMs }));
} finally {
  clearTimeout(deadline);
  await running.end('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
