import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/**
 * What a step of many series costs, in CPU time, memory and delay, each size in a process of its own.
 *
 * Usage: node collector-processor/bench/scale.ts [--quick] [--json]
 */
const quick = process.argv.includes('--quick');
const SIZES = quick ? [10_000, 100_000] : [10_000, 100_000, 1_000_000];
const LIVE_STEPS = quick ? 6 : 12;

interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
}

function run<Result>(script: string, ...args: number[]): Result {
  const path = fileURLToPath(new URL(`scale/${script}`, import.meta.url));
  return JSON.parse(execFileSync(process.execPath, [path, ...args.map(String)], { encoding: 'utf8' })) as Result;
}

const figures: Figure[] = [];
const add = (name: string, unit: string, value: number): void => {
  figures.push({ name, unit, value });
  if (!process.argv.includes('--json')) {
    process.stdout.write(`${name.padEnd(62)} ${value.toPrecision(3).padStart(8)} ${unit}\n`);
  }
};

const score: number[] = [];
for (const size of SIZES) {
  const { scoreUs } = run<{ scoreUs: number }>('tide-step.ts', size);
  score.push(scoreUs);
  add(`detector, a step of ${size} series`, 's CPU', (scoreUs * size) / 1e6);
}
add('cost a series, largest size against smallest', '×', score.at(-1)! / score[0]!);
for (const size of SIZES) {
  const live = run<{ ingestUs: number; outMs: number; workUs: number; lagMs: number; rssMb: number }>(
    'live-steps.ts',
    size,
    LIVE_STEPS,
  );
  add(`${size} series: a partial into its step`, 'µs CPU', live.ingestUs);
  add(`${size} series: close, score, store, scrape, a series`, 'µs CPU', live.workUs);
  add(`${size} series: step close to the last derived metric out`, 'ms', live.outMs);
  add(`${size} series: event-loop lag meanwhile, p99`, 'ms', live.lagMs);
  add(`${size} series: resident memory`, 'MB', live.rssMb);
}
if (process.argv.includes('--json')) {
  process.stdout.write(
    `${JSON.stringify({ figures: figures.map((one) => ({ ...one, peer: null, peer_value: null, ratio: null })) })}\n`,
  );
}
