import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { setClock, startByClockFile } from '../../test/support/clocked-process.ts';
import { cpuSecondsOf } from '../intake/process-cpu.ts';
import { configure, ownMetric, sendMinute, START_MS } from './orders.ts';

/**
 * The whole service with many series, a minute of input after the other: a step closes with each. Prints JSON: CPU µs a series
 * and step until the service rests, which is when the step is scored and stored, with a checkpoint every fifth minute; and how much of it
 * until the last request was answered. Beside it the same of minutes 7 to 10, which is what was measured while steps were stored by
 * series at once; from the seventeenth on there are steps to be moved (decisions/3802).
 *
 * Usage: node bench/scale/pipeline.ts <series, in thousands>
 */
const THOUSANDS = Number(process.argv[2]);
/** The first ones are of new series, of code that V8 has not compiled yet, and of steps that nobody moves. */
const WARM = 18;
/** Two checkpoints are written in them. */
const MEASURED = 10;
/** From which minute until which one was measured before. */
const EARLY = [6, 10] as const;
/** A minute of input passes in this; the time from one checkpoint to the next is five of them by default. */
const MINUTE_SECONDS = 20;
const CHECKPOINT_MINUTES = 5;
/** So long without CPU time, and all is done. */
const REST_MS = 1000;
const IDLE_CPU_S = 0.03;

const say = (what: string): void => void process.stderr.write(`pipeline: ${what}\n`);
const folder = await mkdtemp(join(tmpdir(), 'tidemark-pipeline-'));
await configure(folder, THOUSANDS, `${CHECKPOINT_MINUTES * MINUTE_SECONDS}s`, {});
await setClock(folder, START_MS);
const running = await startByClockFile(folder);
const cpu = (): number => cpuSecondsOf(running.child.pid!);

async function rested(): Promise<void> {
  for (;;) {
    const before = cpu();
    await sleep(REST_MS);
    if (cpu() - before <= IDLE_CPU_S) return;
  }
}

try {
  let answered = 0;
  /** CPU s when minute i began; at last when all was done. */
  const at: number[] = [];
  for (let minute = 0; minute < WARM + MEASURED; minute++) {
    at.push(cpu());
    const fromMs = performance.now();
    const before = cpu();
    await sendMinute(folder, running, THOUSANDS, minute, say);
    if (minute >= WARM) answered += cpu() - before;
    await rested();
    await sleep(Math.max(0, 1000 * MINUTE_SECONDS - (performance.now() - fromMs)));
  }
  at.push(cpu());
  const steps = await ownMetric(running, 'tidemark_engine_steps_total');
  // Two of them are still open.
  const closed = WARM + MEASURED - 2;
  if (steps < closed) throw new Error(`of ${closed} steps ${steps} are scored`);
  const us = (seconds: number, minutes: number): number => (seconds * 1e6) / (minutes * 1000 * THOUSANDS);
  const between = (from: number, to: number): number => us(at[to]! - at[from]!, to - from);
  const figures = {
    stepUs: between(WARM, WARM + MEASURED),
    answeredUs: us(answered, MEASURED),
    earlyUs: between(...EARLY),
  };
  process.stdout.write(JSON.stringify(figures));
} finally {
  await running.end('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
