import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { STEPS_A_DAY, trafficWindow } from '../../../test/support/learned-window.ts';
import { watch } from '../../../test/scenarios/run.ts';
import { encodeModel } from '../../detect/learned/encode.ts';
import { isolationForest } from '../../detect/isolation-forest/model.ts';
import { createJournal } from '../../journal/journal.ts';
import { createModelShelf } from '../../learn/model-shelf.ts';
import { partOf, trainModel } from '../../learn/train/train-model.ts';
import { createMeasureStage } from '../../measure/stage.ts';
import { createStore } from '../../store/index.ts';
import { SILENT_TELEMETRY } from '../../telemetry/index.ts';
import { createCheckpointFile } from '../checkpoint/checkpoint-file.ts';
import { createHandlers } from '../commands/handlers.ts';
import { createSequencer } from '../commands/sequencer.ts';
import { createEngine } from '../engine.ts';
import type { StepReport } from '../types.ts';
import { recover } from './recover.ts';

const traffic = trafficWindow(5, 9);
const settings = watch({ stepMs: traffic.stepMs });
const LEARNED = 4 * STEPS_A_DAY;
const trained = trainModel(isolationForest, partOf(traffic, 0, LEARNED), 1);
if (trained.kind === 'refused') throw new Error(trained.detail);
const { fitted, tail } = trained;
const NAME = 'isolation-forest';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidemark-install-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A process on the folder, from its start; ended by leaving it where it is. */
async function start() {
  const logged: string[] = [];
  const say = (_about: unknown, text?: string): void => void logged.push(String(text ?? _about));
  const logger = { info: say, warn: say, error: say };
  const store = createStore({ path: join(folder, 'db'), retention: { stepsMs: 1e15, incidentsMs: 1e15 } });
  const shelf = createModelShelf({ store, logger });
  const engine = createEngine({ watches: [settings], findModel: shelf.find });
  const measure = createMeasureStage({ watches: [] });
  const file = createCheckpointFile(join(folder, 'checkpoint.bin'));
  const journal = createJournal({
    ...{ folder: join(folder, 'journal'), fsync: 'never', fsyncIntervalMs: 10, segmentBytes: 1e9, maxBytes: 1e9 },
  });
  const scores = new Map<number, number>();
  const take = (reports: readonly StepReport[]): void => {
    for (const { step } of reports) scores.set(step.stepStartMs, step.columns.score[0]!);
  };
  const handlers = createHandlers({
    ...{ engine, store },
    take: () => {
      throw new Error('nothing is sent');
    },
    outlets: {
      closed: (reports) => take([...reports]),
      pulled(reports) {
        take(reports);
        return { stored: Promise.resolve(), history: [], live: [] };
      },
    },
  });
  const { appliedSeq } = await recover({
    ...{ file, journal, folder, engine, measure, models: shelf, handlers, made: [], logger },
    ...{ clock: () => 0, telemetry: SILENT_TELEMETRY },
  });
  const sequencer = createSequencer({ journal, handlers, telemetry: SILENT_TELEMETRY, appliedSeq });

  return {
    engine,
    store,
    shelf,
    logged,
    /** By step, of those that this process scored. */
    scores,
    async feed(from: number, to: number): Promise<void> {
      for (let i = from; i < to; i++) {
        const endMs = traffic.startMs + (i + 1) * traffic.stepMs;
        const series = [{ labels: {}, timesMs: [endMs], values: [traffic.values[i]!] }];
        await sequencer.submit('pulled', {
          ...{ watch: settings.name, series, askedMs: endMs, unknown: [], toMs: endMs },
        });
      }
    },
    /** As the slow lane does; the model is in the store. */
    async install() {
      await shelf.load([NAME]);
      return sequencer.submit('install', command(engine.lastStepMs(settings.name)));
    },
    saveModel: () =>
      store.saveTraining({
        decision: { watch: settings.name, labels: {}, atMs: 0, uses: [NAME], reason: '', figures: {} },
        fresh: [{ model: NAME, body: encodeModel(fitted.serialise()), about: {} as never }],
        versions: { [NAME]: 'fresh' },
      }),
    save: () =>
      file.save((copy) =>
        sequencer.paused(() =>
          copy({
            ...{ savedAtMs: 0, position: sequencer.appliedSeq(), watches: [] },
            ...{ engine: engine.snapshot(), measure: measure.snapshot() },
          }),
        ),
      ),
    async end(): Promise<void> {
      await journal.close();
      store.close();
    },
  };
}

function command(madeAtMs: number | null) {
  const recent = { lastStepMs: madeAtMs!, measures: [traffic.values.slice(0, LEARNED)] };
  const plan = { withTide: false, companions: [], members: [{ id: 1, model: NAME, recent, tail } as const] };
  return { watch: settings.name, labels: {}, plan, madeAtMs };
}

const END = LEARNED + 60;
type Process = Awaited<ReturnType<typeof start>>;

/** The scores of a run that nothing disturbs. */
async function undisturbed(withModel = true): Promise<Map<number, number>> {
  const one = await start();
  await one.feed(0, LEARNED);
  one.saveModel();
  if (withModel) expect(await one.install()).toEqual({ status: 'done', result: 'installed' });
  await one.feed(LEARNED, END);
  await one.end();
  await rm(folder, { recursive: true });
  return new Map([...one.scores].slice(-60));
}

describe('a model that begins to score', () => {
  it.each<[string, (one: Process) => Promise<void>]>([
    ['at once after its record was written', async () => undefined],
    ['after some steps', (one) => one.feed(LEARNED, LEARNED + 20)],
    [
      'after a checkpoint that has it',
      async (one) => {
        await one.feed(LEARNED, LEARNED + 10);
        await one.save();
        await one.feed(LEARNED + 10, LEARNED + 20);
      },
    ],
  ])('scores as if the process had never ended, when it ends %s', async (_when, ending) => {
    const expected = await undisturbed();
    expect(await undisturbed(false)).not.toEqual(expected);
    const first = await start();
    await first.feed(0, LEARNED - 5);
    await first.save();
    await first.feed(LEARNED - 5, LEARNED);
    first.saveModel();
    await first.install();
    await ending(first);
    await first.end();

    const second = await start();
    expect(second.engine.scoredBy(settings.name, {})).toMatchObject({ withTide: false, members: [{ id: 1 }] });
    const lastMs = second.engine.lastStepMs(settings.name)!;
    await second.feed((lastMs - traffic.startMs) / traffic.stepMs + 1, END);
    await second.end();
    const scores = new Map([...first.scores, ...second.scores]);
    expect(new Map([...scores].filter(([stepMs]) => expected.has(stepMs)))).toEqual(expected);
    // What the second process did again, it did bit for bit.
    for (const [stepMs, score] of first.scores)
      if (second.scores.has(stepMs)) expect(second.scores.get(stepMs)).toBe(score);
  });

  it('has not begun where its record was torn, at whichever byte, or has rotted', async () => {
    const one = await start();
    await one.feed(0, LEARNED);
    one.saveModel();
    const path = async () => join(folder, 'journal', (await readdir(join(folder, 'journal')))[0]!);
    const before = (await readFile(await path())).length;
    await one.install();
    await one.end();
    const whole = await readFile(await path());
    const after = Array.from({ length: 7 }, (_, i) => before + Math.ceil(((i + 1) * (whole.length - before)) / 8));
    const rotten = Buffer.from(whole);
    rotten[before + 100]! ^= 1;
    for (const bytes of [...after.map((length) => whole.subarray(0, length)), rotten]) {
      await writeFile(await path(), bytes);
      const again = await start();
      expect(again.engine.scoredBy(settings.name, {})).toBeNull();
      expect(again.logged.join()).toMatch(/cut off|damaged/);
      // The slow lane finds it in the store and has it put in place by a new record.
      expect(await again.install()).toEqual({ status: 'done', result: 'installed' });
      await again.end();
      // A new segment was begun after the one with the damage.
      for (const name of (await readdir(join(folder, 'journal'))).slice(1)) await rm(join(folder, 'journal', name));
    }
  });

  it('is asked for again when a step closed meanwhile, and left out, with a word, when it is gone', async () => {
    const one = await start();
    await one.feed(0, LEARNED);
    one.saveModel();
    await one.shelf.load([NAME]);
    expect(one.engine.install(settings.name, { unknown: 'yes' }, null, null)).toBe('no_series');
    const late = command(one.engine.lastStepMs(settings.name)! - traffic.stepMs);
    expect(one.engine.install(settings.name, {}, late.plan, late.madeAtMs)).toBe('moved');
    expect(one.engine.scoredBy(settings.name, {})).toBeNull();
    await one.install();
    await one.feed(LEARNED, LEARNED + 5);
    await one.save();
    await one.end();
    const db = new DatabaseSync(join(folder, 'db'));
    db.exec('DELETE FROM models');
    db.close();

    const again = await start();
    expect(again.logged.join()).toContain('cannot be used');
    expect(again.engine.scoredBy(settings.name, {})).toBeNull();
    // What it remembers is kept for when it is back.
    expect(again.engine.ensembleOf(settings.name, {})?.members).toMatchObject([{ id: 1 }]);
    await again.end();
  });
});
