import { availableParallelism } from 'node:os';
import { cost, type Bench, type Figure } from '../frame.ts';
import { runScript } from '../scale/run-script.ts';
import type { WhereMemory } from '../scale/where-memory.ts';

const SMALL = 10_000;
const LARGE = 100_000;
const MILLION = 1_000_000;
const BAR = 'the bar';
/** Threads beside the main one, as `--shards auto` has them. */
const BESIDE = availableParallelism() - 1;

/** What bench/scale/live-steps.ts prints. */
interface Live {
  readonly ingestUs: number;
  readonly workUs: number;
  readonly outMs: number;
  readonly longestOutMs: number;
  readonly saveMs: number;
  readonly lagMs: number;
  readonly turnMs: number;
  readonly longestTurnMs: number;
  readonly memory: WhereMemory;
}

/** What a step of many series costs; beside the same at fewer series, and beside what it may cost. */
export const scaleBench: Bench = {
  name: 'scale',
  async run({ quick, log }) {
    const most = quick ? LARGE : MILLION;
    const steps = quick ? 6 : 12;
    const { scoreUs: few } = await runScript<{ scoreUs: number }>('tide-step.ts', SMALL);
    const { scoreUs: many } = await runScript<{ scoreUs: number }>('tide-step.ts', most);
    const live = await runScript<Live>('live-steps.ts', LARGE, steps);
    log(told(LARGE, live));
    const figures: Figure[] = [
      cost(`scoring a series of ${most}`, 'µs CPU', many, `one of ${SMALL}`, few),
      cost(`scoring a step of ${most} series`, 's CPU', (many * most) / 1e6, BAR, most / 1e6),
      cost('100,000 series, step close to the last metric out', 'ms', live.outMs, BAR, 1000),
      cost('100,000 series, the same, slowest step', 'ms', live.longestOutMs, BAR, 1000),
    ];
    if (quick) return figures;
    const million = await runScript<Live>('live-steps.ts', MILLION, steps, BESIDE);
    log(`with ${BESIDE} beside the main thread, ${told(MILLION, million)}`);
    const shared = await runScript<Live>('live-steps.ts', LARGE, steps, 1);
    log(`with a thread that scores beside the main one, ${told(LARGE, shared)}`);
    return [
      ...figures,
      cost(
        '100,000 series, a step on the main thread',
        'µs CPU a series',
        shared.workUs,
        'without a second thread',
        live.workUs,
      ),
      cost('1,000,000 series, resident memory', 'MB', million.memory.residentMb, BAR, 2500),
      cost('1,000,000 series, a turn of the event loop, p99', 'ms CPU', million.turnMs, BAR, 50),
      cost('1,000,000 series, event-loop lag, p99', 'ms', million.lagMs, BAR, 50),
    ];
  },
};

function told(series: number, live: Live): string {
  const { ingestUs, workUs, turnMs, longestTurnMs, lagMs, outMs, saveMs, memory } = live;
  const [ingest, work] = [ingestUs, workUs].map((us) => us.toFixed(2));
  const [turn, longest, lag, out] = [turnMs, longestTurnMs, lagMs, outMs].map((ms) => ms.toFixed(0));
  return (
    `${series} series: ${ingest} µs CPU to take a partial; ${work} µs a series from the step's close to what was stored and ` +
    `scraped, out after ${out} ms, a checkpoint in ${(saveMs / 1000).toFixed(1)} s; turns ${turn} ms CPU at p99, ${longest} ms the longest; event-loop lag ${lag} ms at p99; ${memoryTold(memory)}`
  );
}

function memoryTold(memory: WhereMemory): string {
  const mb = (part: keyof WhereMemory): string => memory[part].toFixed(0);
  return (
    `${mb('residentMb')} MB: learned ${mb('learnedMb')}, steps that may be revised ${mb('keptMb')}, contributions ` +
    `${mb('contributionsMb')}, other columns ${mb('otherColumnsMb')} (of ${mb('buffersMb')} outside of the heap), objects ${mb('objectsMb')}, young ones ${mb('youngMb')}`
  );
}
