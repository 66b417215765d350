import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { createShards } from '../../src/detect/shards/shards.ts';
import { createForecastMetrics, createScrapePage } from '../../src/deliver/index.ts';
import { createMeasureStage } from '../../src/measure/stage.ts';
import type { WatchSettings } from '../../src/measure/watch.ts';
import { createCheckpointFile } from '../../src/pipeline/checkpoint/checkpoint-file.ts';
import { createEngine } from '../../src/pipeline/engine.ts';
import { giveOut } from '../../src/pipeline/give-out.ts';
import { createOutlet } from '../../src/pipeline/outlet.ts';
import type { SeriesPartial } from '../../src/series/types.ts';
import { createStore } from '../../src/store/index.ts';
import { SILENT_TELEMETRY } from '../../src/telemetry/index.ts';
import { inlineDeeply } from '../../src/v8-inlining.ts';
import { whereMemory } from './where-memory.ts';

/**
 * Steps of many series as `serve` takes them: partials in requests of a thousand, engine, SQLite, a scrape and then a
 * checkpoint, in one process. Prints JSON with what the last steps took.
 *
 * Usage: node bench/scale/live-steps.ts <series> <steps> [threads that score beside this one, default 0]
 */
inlineDeeply();
const SERIES = Number(process.argv[2]);
const STEPS = Number(process.argv[3]);
const THREADS = Number(process.argv[4] ?? 0);
const WARM = 3;
const REQUEST = 1000;
const REQUESTS_A_TURN = 10;
/** The defaults of storage.max_series and export.max_series. */
const KEPT = 20_000;
const STEP_MS = 60_000;
const START_MS = Date.UTC(2026, 2, 2);
const LAG_RESOLUTION_MS = 2;
const IDLE_MS = 0.2;

const watch: WatchSettings = {
  ...{
    name: 'requests',
    description: '',
    unit: 'req/s',
    origin: 'config',
    measure: 'rate',
    quantiles: [],
    groupBy: [],
  },
  ...{ stepMs: STEP_MS, direction: 'both', falseAlarmsPerWeek: 1, minChange: { absolute: 0, relative: 0.1 } },
  ...{ timezone: 'UTC', nonNegative: true, countUnit: 1 / 60, horizonsMs: [] },
};
const labels = Array.from({ length: SERIES }, (_, i) => ({
  'service.name': `service-${i % 100}`,
  'http.route': `/route/${i}`,
}));
const folder = mkdtempSync(join(tmpdir(), 'tidemark-scale-'));
const store = createStore({ path: join(folder, 'bands.db'), retention: { stepsMs: 1e12, incidentsMs: 1e12 } });
const shards = THREADS > 0 ? createShards(THREADS) : null;
const engine = createEngine({ watches: [watch], limits: { maxSeries: SERIES }, shards });
const checkpoint = createCheckpointFile(join(folder, 'checkpoint.bin'));
const measure = createMeasureStage({ watches: [] });
let nowMs = START_MS;
const scrape = createScrapePage({ policy: 'bands', maxSeries: KEPT, clock: () => nowMs });
const outlet = createOutlet({
  ...{ store, scrape, delivery: null, telemetry: SILENT_TELEMETRY, mutes: { of: () => null }, maxStored: KEPT },
  forecastAfter: createForecastMetrics({ engine, lane: null, policy: 'bands' }),
});

function partial(of: number, stepStartMs: number): SeriesPartial {
  const sum = 60 * (10 + (of % 7)) * (0.9 + 0.2 * Math.random());
  return { watch: 'requests', labels: labels[of]!, stepStartMs, aggregate: { kind: 'sum', sum } };
}

/** @returns CPU µs a partial, making it included */
async function ingest(stepStartMs: number): Promise<number> {
  const before = process.cpuUsage();
  for (let from = 0, request = 0; from < SERIES; from += REQUEST, request++) {
    const size = Math.min(REQUEST, SERIES - from);
    engine.ingest({ partials: Array.from({ length: size }, (_, i) => partial(from + i, stepStartMs)), producers: [] });
    if (request % REQUESTS_A_TURN === 0) await turn();
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / SERIES;
}

/** Of what right of the seam is known. @returns milliseconds until it was on the disk */
async function save(): Promise<number> {
  const fromMs = performance.now();
  await checkpoint.save((copy) =>
    copy({ savedAtMs: nowMs, position: 0, watches: [], engine: engine.snapshot(), measure: measure.snapshot() }),
  );
  return performance.now() - fromMs;
}

async function page(): Promise<void> {
  for (const piece of scrape.render()) if (piece.length > 0) await turn();
}

/** CPU time of this thread between two turns of the event loop, ms: the lag without what other processes take of the core. */
const turnsMs: number[] = [];
let watching = false;
function watchTurns(before: NodeJS.CpuUsage): void {
  const { user, system } = process.threadCpuUsage(before);
  const turnMs = (user + system) / 1000;
  // While the disk is waited for, turns with nothing to do would hide the others.
  if (turnMs > IDLE_MS) turnsMs.push(turnMs);
  if (watching) setImmediate(watchTurns, process.threadCpuUsage());
}

const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
const rounds: { ingestUs: number; outMs: number; workUs: number; saveMs: number }[] = [];
for (let step = 0; step < STEPS; step++) {
  const stepStartMs = START_MS + step * STEP_MS;
  const ingestUs = await ingest(stepStartMs);
  nowMs = stepStartMs + STEP_MS;
  if (step === WARM) lag.enable();
  const fromMs = performance.now();
  const before = process.threadCpuUsage();
  watching = step >= WARM;
  if (watching) setImmediate(watchTurns, before);
  const given = giveOut(engine.advanceInParts(nowMs), outlet.publish).then(() => performance.now() - fromMs);
  await page();
  const outMs = await given;
  const { user, system } = process.threadCpuUsage(before);
  const saveMs = await save();
  watching = false;
  if (step >= WARM) rounds.push({ ingestUs, outMs, workUs: (user + system) / SERIES, saveMs });
}
lag.disable();
const middle = (of: keyof (typeof rounds)[number]): number =>
  rounds.map((round) => round[of]).sort((a, b) => a - b)[Math.floor(rounds.length / 2)]!;
turnsMs.sort((a, b) => a - b);
const turnMs = turnsMs[Math.floor(turnsMs.length * 0.99)]!;
const longestTurnMs = turnsMs.at(-1)!;
const memory = whereMemory(engine.snapshot());
const lagMs = lag.percentile(99) / 1e6;
process.stdout.write(
  JSON.stringify({
    ...{ ingestUs: middle('ingestUs'), workUs: middle('workUs'), saveMs: middle('saveMs') },
    ...{ outMs: middle('outMs'), longestOutMs: Math.max(...rounds.map(({ outMs }) => outMs)) },
    ...{ lagMs, turnMs, longestTurnMs, memory },
  }),
);
await shards?.close();
store.close();
rmSync(folder, { recursive: true });
