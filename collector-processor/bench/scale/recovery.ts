import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { RECORD } from '../../src/detect/tide/layout.ts';
import { setClock, startByClockFile } from '../../test/support/clocked-process.ts';
import { cpuSecondsOf } from '../intake/process-cpu.ts';
import { configure, ownMetric, sendMinute, START_MS } from './orders.ts';

/**
 * The whole service with many series, killed (kill -9) with five minutes of input in its journal, and started again. Prints JSON: how
 * long the start took until the API answers, its CPU time, and for how long requests wait while a checkpoint is copied. What it is at is said on stderr.
 *
 * Usage: node bench/scale/recovery.ts <series, in thousands>
 */
const THOUSANDS = Number(process.argv[2]);
const STEPS = 2;
/** What is learned of a series, and more: a checkpoint of this size a series has it. */
const LEARNED_BYTES = RECORD * Float32Array.BYTES_PER_ELEMENT;
const CHECKPOINT_EVERY = '20s';
/** Of input that no checkpoint has: as long as it is from one to the next by default. */
const JOURNAL_MINUTES = 5;
const PATIENCE_MS = 180_000;
/** Of all of it: a machine on which it takes longer has no figure. */
const DEADLINE_MS = 420_000;

const beganMs = performance.now();
const say = (what: string): void => {
  process.stderr.write(`recovery: ${((performance.now() - beganMs) / 1000).toFixed(1)} s: ${what}\n`);
};

const folder = await mkdtemp(join(tmpdir(), 'tidemark-recovery-'));
await configure(folder, THOUSANDS, CHECKPOINT_EVERY, { export: { max_series: 1 }, forecast: { series_per_hour: 1 } });

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
  for (let step = 0; step < STEPS; step++) await sendMinute(folder, running, THOUSANDS, step, say);
  await until('there is a checkpoint of all series', async () => {
    return (await ownMetric(running, 'tidemark_checkpoint_size_bytes')) > 1000 * THOUSANDS * LEARNED_BYTES;
  });
  const pauses = await ownMetric(running, 'tidemark_checkpoint_pause_seconds_count');
  const pauseMs = (1000 * (await ownMetric(running, 'tidemark_checkpoint_pause_seconds_sum'))) / pauses;
  for (let step = 0; step < JOURNAL_MINUTES; step++) await sendMinute(folder, running, THOUSANDS, STEPS + step, say);
  await running.end('SIGKILL');
  say('killed');

  const fromMs = performance.now();
  running = await startByClockFile(folder, PATIENCE_MS);
  const recoveryMs = performance.now() - fromMs;
  const recoveryCpuS = cpuSecondsOf(running.child.pid!);
  say(`back after ${(recoveryMs / 1000).toFixed(1)} s, ${recoveryCpuS.toFixed(1)} s CPU`);
  const series = await ownMetric(running, 'tidemark_engine_series');
  if (series !== 1000 * THOUSANDS) throw new Error(`of ${1000 * THOUSANDS} series ${series} are back`);
  process.stdout.write(JSON.stringify({ recoveryMs, recoveryCpuS, pauseMs }));
} finally {
  clearTimeout(deadline);
  await running.end('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
