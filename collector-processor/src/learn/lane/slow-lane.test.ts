import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { STEPS_A_DAY, trafficWindow } from '../../../test/support/learned-window.ts';
import { watch } from '../../../test/scenarios/run.ts';
import { createEngine, type EngineSnapshot } from '../../pipeline/engine.ts';
import type { Engine } from '../../pipeline/types.ts';
import { createStore, type Store } from '../../store/index.ts';
import { SILENT_TELEMETRY } from '../../telemetry/index.ts';
import { createJobPool } from '../jobs/job-pool.ts';
import { createModelShelf } from '../model-shelf.ts';
import type { LearnSettings } from '../settings.ts';
import { createSlowLane, type SlowLane } from './slow-lane.ts';

const DAYS = 8;
const traffic = trafficWindow(DAYS, 21);
const settings = watch({ stepMs: traffic.stepMs });
const labels = { service: 'shop' };
const END = traffic.startMs + traffic.values.length * traffic.stepMs;
const learn: LearnSettings = {
  enabled: true,
  cpuShare: 1,
  retrainHour: 3.5,
  retrainAfterSteps: 0,
  onDrift: true,
  windowMs: 28 * 86_400_000,
  timeoutMs: 60_000,
  maxSeries: 10,
  candidates: ['isolation-forest'],
  detectors: { requests: ['isolation-forest'] },
};
const TRAINER = new URL('../train/worker.ts', import.meta.url);
const crasher = (how: string) => new URL(`../../../test/support/workers/${how}.ts`, import.meta.url);

interface Running {
  engine: Engine;
  store: Store;
  lane: SlowLane;
  counted: string[];
  clockMs: number;
}

async function open(
  database: string,
  worker = TRAINER,
  given: Partial<LearnSettings> = {},
  checkpoint?: EngineSnapshot,
) {
  const store = createStore({ path: database, retention: { stepsMs: 1e15, incidentsMs: 1e15 } });
  const quiet = { info: () => undefined, warn: () => undefined, debug: () => undefined };
  const shelf = createModelShelf({ store, logger: quiet });
  await shelf.load(['isolation-forest']);
  const engine = createEngine({ watches: [settings], findModel: shelf.find });
  if (checkpoint !== undefined) engine.restore(checkpoint);
  const counted: string[] = [];
  const running: Running = { engine, store, counted, clockMs: END, lane: undefined as never };
  running.lane = createSlowLane({
    settings: { ...learn, ...given },
    engine,
    shelf,
    install: async (planNow) => {
      const { watch: name, labels: of, plan, madeAtMs } = planNow();
      return engine.install(name, of, plan, madeAtMs);
    },
    store,
    database,
    pool: createJobPool({ worker, cpuShare: 1, timeoutMs: learn.timeoutMs, queueSize: 10 }),
    clock: () => running.clockMs,
    logger: quiet,
    telemetry: {
      ...SILENT_TELEMETRY,
      count: (name, _amount, attributes) => {
        if (name === 'tidemark.learn.jobs') counted.push(`${attributes?.due} ${attributes?.outcome}`);
      },
    },
  });
  return running;
}

function feed({ engine, store }: Running, from: number, to: number): number[] {
  const scores: number[] = [];
  for (let i = from; i < to; i++) {
    const stepStartMs = traffic.startMs + i * traffic.stepMs;
    const aggregate = { kind: 'last', value: traffic.values[i]!, timeMs: stepStartMs } as const;
    engine.ingest({
      partials: [{ watch: 'requests', labels, stepStartMs, aggregate }],
      producers: [{ producer: 'a', coveredToMs: stepStartMs + traffic.stepMs }],
    });
    const reports = engine.advance();
    store.writeReports(reports);
    for (const { step } of reports) scores.push(step.columns.score[0]!);
  }
  return scores;
}

/** Ticks until a training has ended. */
async function trained({ lane, counted }: Running): Promise<void> {
  const before = counted.length;
  await lane.tick();
  while (counted.length === before) await new Promise((resolve) => setTimeout(resolve, 50));
  // What came of it is taken in after it was counted.
  await new Promise((resolve) => setTimeout(resolve, 200));
}

// A training takes a second; a busy machine may take its time.
jest.setTimeout(60_000);

describe('slow lane', () => {
  const database = join(mkdtempSync(join(tmpdir(), 'tidemark-learn-')), 'tidemark.db');
  const LAST = (DAYS - 1) * STEPS_A_DAY;
  let running: Running;
  let checkpoint: EngineSnapshot;
  let goesOn: number[];
  const close = async ({ lane, store }: Running) => {
    await lane.close();
    store.close();
  };
  afterEach(() => close(running));

  beforeAll(async () => {
    running = await open(database);
    feed(running, 0, LAST);
    await trained(running);
    feed(running, LAST, LAST + 50);
    checkpoint = deserialize(serialize(running.engine.snapshot())) as EngineSnapshot;
    goesOn = feed(running, LAST + 50, LAST + 100);
    expect(running.counted).toEqual(['first done']);
    expect(running.lane.usesOf('requests', { labels })).toEqual(['isolation-forest']);
    await close(running);
  });

  it('keeps the version with what it was learned from', async () => {
    running = await open(database);
    const [version, ...others] = running.store.models('requests');
    expect(others).toEqual([]);
    expect(version).toMatchObject({ model: 'isolation-forest', inUse: true, labels, trainedAtMs: END });
    expect(version!.about).toMatchObject({
      window: { steps: LAST, leftOut: 0 },
      backtest: { worth: expect.any(Number) },
    });
    expect(running.store.decisions('requests')).toMatchObject([
      { uses: ['isolation-forest'], reason: 'as the watch says' },
    ]);
  });

  it('goes on after a restart as if there had been none', async () => {
    running = await open(database, TRAINER, {}, checkpoint);
    await running.lane.tick();
    expect(feed(running, LAST + 50, LAST + 100)).toEqual(goesOn);
    expect(running.counted).toEqual([]);
  });

  it.each([
    ['exits', 'night crashed'],
    ['throws', 'night error'],
  ])('leaves the model in place when a training %s', async (how, outcome) => {
    running = await open(database, crasher(how), {}, checkpoint);
    await running.lane.tick();
    running.clockMs = END + 86_400_000;
    await trained(running);
    expect(running.counted).toEqual([outcome]);
    expect(running.store.models('requests').map(({ inUse }) => inUse)).toEqual([true]);
    expect(feed(running, LAST + 50, LAST + 100)).toEqual(goesOn);
  });

  it('trains anew in the night, keeping the version before', async () => {
    running = await open(database, TRAINER, {}, checkpoint);
    await running.lane.tick();
    running.clockMs = END + 86_400_000;
    await trained(running);
    expect(running.counted).toEqual(['night done']);
    const versions = running.store.models('requests');
    expect(versions).toHaveLength(2);
    expect(versions.filter(({ inUse }) => inUse)).toHaveLength(1);
    running.clockMs += 3_600_000;
    await running.lane.tick();
    expect(running.counted).toEqual(['night done']);
  });

  it('leaves the series to tide when the watch no longer asks for a model', async () => {
    running = await open(database, TRAINER, { detectors: {} }, checkpoint);
    await running.lane.tick();
    expect(running.lane.usesOf('requests', { labels })).toEqual(['tide']);
    expect(feed(running, LAST + 50, LAST + 100)).not.toEqual(goesOn);
  });
});
