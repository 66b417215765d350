import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import { settingsOf } from '../../config/load-config.ts';
import { createShards, type Shards } from '../../detect/shards/shards.ts';
import { createTaker } from '../../intake/otlp/export-request.ts';
import { createOtlpReader } from '../../intake/otlp/reader.ts';
import { toProtobuf } from '../../intake/otlp/test-requests.ts';
import { createLoan, type Loan } from '../../lent.ts';
import { createMeasureStage } from '../../measure/stage.ts';
import { createRandom } from '../../random.ts';
import { createEngine } from '../engine.ts';
import { createCheckpointFile } from './checkpoint-file.ts';
import type { Checkpoint } from './types.ts';

const { watches } = settingsOf({
  http_watches: { enabled: false },
  watches: ['totals', 'buckets', 'packed'].map((name) => ({
    ...{ name, source: { otlp: { metric: name } }, by: ['item'], step: '1h' },
    measure: name === 'totals' ? 'rate' : 'p95',
  })),
});
const HOUR = 3_600_000;
const START = Date.UTC(2026, 2, 2);
/** More than two slabs of records, and a part of streams. */
const SERIES = 2 * 4096 + 77;
const OTHERS = 900;
const STEPS = 28;

const random = createRandom(3);
const attributes = (item: number) => [{ key: 'item', value: { stringValue: `item ${item}` } }];
const nanos = (ms: number) => `${ms}000000`;
const times = (step: number) => ({ startTimeUnixNano: nanos(START), timeUnixNano: nanos(START + step * HOUR + 1000) });

/** Totals of some items, which grow with the steps. */
function request(step: number, from: number, to: number): Buffer {
  const items = Array.from({ length: to - from }, (_, i) => from + i);
  const totals = items.map((item) => ({
    ...{ ...times(step), attributes: attributes(item) },
    asDouble: (step + 1) * (3600 + 400 * (item % 9)) + Math.round(99 * random()),
  }));
  const others = items.filter((item) => item < OTHERS);
  const buckets = others.map((item) => ({
    ...{ ...times(step), attributes: attributes(item), count: 10 * (step + 1), sum: 9 * step, explicitBounds: [1, 2] },
    bucketCounts: [5 * (step + 1), 3 * (step + 1), 2 * (step + 1)],
  }));
  const packed = others.map((item) => ({
    ...{ ...times(step), attributes: attributes(item), count: 4 * (step + 1), sum: 9 * step, scale: 3, zeroCount: 0 },
    positive: { offset: 2, bucketCounts: [step + 1, 2 * (step + 1), step + 1] },
  }));
  const of = { aggregationTemporality: 2 };
  const metrics = [
    { name: 'totals', sum: { ...of, isMonotonic: true, dataPoints: totals } },
    { name: 'buckets', histogram: { ...of, dataPoints: buckets } },
    { name: 'packed', exponentialHistogram: { ...of, dataPoints: packed } },
  ];
  return Buffer.from(toProtobuf('MetricsRequest', { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }));
}

function make(shards: Shards | null) {
  const engine = createEngine({ watches, limits: { maxSeries: 100_000, graceMs: 3 * HOUR }, shards });
  const measure = createMeasureStage({ watches });
  const take = createTaker({ reader: createOtlpReader(), measure, ingest: engine.ingest });
  const send = (step: number, from: number, to: number): void =>
    void take({ signal: 'metrics', encoding: 'protobuf', bytes: request(step, from, to) }, START + step * HOUR + 1000);
  const lend = (loan: Loan) => ({
    ...{ savedAtMs: 0, position: 0, watches: [] },
    ...{ measure: measure.lend(loan), engine: engine.lend(loan) },
  });
  return { engine, measure, send, lend };
}

/** A day and more of the rates, past measuring; a few have an outage at its end, so that there are incidents. */
function learn({ engine }: ReturnType<typeof make>): void {
  for (let step = 0; step < STEPS - 2; step++) {
    const stepStartMs = START + step * HOUR;
    const partials = Array.from({ length: SERIES }, (_, item) => {
      const sum = item % 400 === 7 && step > STEPS - 5 ? 0 : 3600 + 400 * (item % 9) + Math.round(99 * random());
      return {
        watch: 'totals',
        labels: { item: `item ${item}` },
        stepStartMs,
        aggregate: { kind: 'sum' as const, sum },
      };
    });
    engine.ingest({ partials, producers: [] });
    engine.advance(stepStartMs + HOUR + 120_000);
  }
}

/** All that goes on while a checkpoint is written, a little a turn; more of it than the writing takes. */
function* goingOn({ engine, send }: ReturnType<typeof make>): Generator<void> {
  for (let step = STEPS; ; step++) {
    // Late ones of a step that closed, those of open ones, and new streams and series.
    send(step - 2, 0, 50);
    yield;
    for (let from = 0; from < SERIES; from += 3000) {
      send(step, from, Math.min(SERIES, from + 3000));
      yield;
    }
    send(step, SERIES + 10 * step, SERIES + 10 * step + 10);
    const [incident] = engine.incidents('totals').filter(({ status }) => status === 'open');
    if (incident !== undefined) engine.verdict(incident, { verdict: 'expected', comment: '', by: '', atMs: 0 });
    for (const _report of engine.advanceInParts(START + step * HOUR + 1000)) yield;
  }
}

async function read(path: string): Promise<Checkpoint> {
  const loaded = await createCheckpointFile(path).load();
  if (loaded.status !== 'loaded') throw new Error(loaded.status);
  return loaded.checkpoint;
}

const made: Shards[] = [];
afterAll(() => Promise.all(made.map((shards) => shards.close())));

describe.each([0, 2])('a checkpoint that is written while all goes on, %d threads beside', (threads) => {
  it('is the same as one for which everything was held', async () => {
    const shards = threads === 0 ? null : createShards(threads);
    if (shards !== null) made.push(shards);
    const running = make(shards);
    learn(running);
    for (const step of [STEPS - 2, STEPS - 1]) running.send(step, 0, SERIES);
    running.engine.advance(START + (STEPS - 1) * HOUR + 1000);
    expect(running.engine.openIncidents()).toBeGreaterThan(10);
    const folder = await mkdtemp(join(tmpdir(), 'tidemark-lent-'));
    try {
      const others = goingOn(running);
      for (let round = 0; round < 2; round++) {
        const [held, free] = ['held', 'free'].map((name) => join(folder, name));
        await createCheckpointFile(held!).save((write) => write(running.lend(createLoan(1e9))));
        const loan = createLoan(1e9);
        let done = false;
        let turns = 0;
        const state = running.lend(loan);
        const written = createCheckpointFile(free!).save((write) => write(state));
        const saved = written.finally(() => (done = true));
        while (!done) {
          others.next();
          turns++;
          await turn();
        }
        await saved;
        expect(turns).toBeGreaterThan(10);
        loan.end();
        const [expected, loaded] = [await read(held!), await read(free!)];
        // Every number by its bits. The bytes of small objects may differ: V8 writes an integer in one of two ways.
        expect(isDeepStrictEqual(loaded, expected)).toBe(true);
        const again = make(null);
        again.engine.restore(loaded.engine);
        expect(again.measure.restore(loaded.measure)).toBe(true);
        expect(again.measure.streamCount).toBe(loaded.measure.streams.family.length);
      }
      // Nothing of it was a small matter: all went on by some steps.
      expect(running.engine.lastStepMs('totals')).toBeGreaterThan(START + STEPS * HOUR);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 120_000);
});
