import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from '@jest/globals';
import { watch } from '../../../test/scenarios/run.ts';
import { decodePieces, encodePieces } from '../../pipeline/checkpoint/codec.ts';
import { createEngine, type EngineSnapshot } from '../../pipeline/engine.ts';
import type { Engine, StepReport } from '../../pipeline/types.ts';
import { createRandom } from '../../random.ts';
import type { PartialBatch } from '../../series/types.ts';
import { createTideDetector } from '../tide/detector.ts';
import { allocateColumns } from '../types.ts';
import { PART_ROWS, SLOTS, STATE } from './ring.ts';
import { createSharded } from './sharded.ts';
import { createShards, type Shards } from './shards.ts';

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5);
const SERIES = 4 * PART_ROWS + 77;
const STEPS = 34;
const requests = watch({ name: 'requests', measure: 'rate', countUnit: 1 / 3600, stepMs: HOUR });
const labels = Array.from({ length: SERIES }, (_, i) => ({ route: `/${i}` }));

/** Noise; a part of the series falls silent or trebles for some hours; the last hundred come late. */
function batch(step: number): PartialBatch {
  const random = createRandom(step + 1);
  const partials = labels.flatMap((each, i) => {
    const noise = 0.9 + 0.2 * random();
    if ((i >= SERIES - 100 && step < 10) || (i % 500 === 7 && step > 29)) return [];
    const factor = i % 300 === 3 && step > 28 ? 3 : 1;
    const aggregate = { kind: 'sum' as const, sum: Math.round(3600 * (2 + (i % 9)) * noise * factor) };
    return [{ watch: 'requests', labels: each, stepStartMs: START + step * HOUR, aggregate }];
  });
  return { partials, producers: [] };
}

const made: Shards[] = [];
afterAll(() => Promise.all(made.map((shards) => shards.close())));
function make(threads: number, maxSeries = SERIES): Engine {
  const shards = threads === 0 ? null : createShards(threads);
  if (shards !== null) made.push(shards);
  return createEngine({ watches: [requests], limits: { maxSeries }, shards });
}

/** A report, its columns by their bytes. */
function digest({ step: { columns, series, ...step }, incidents, changed }: StepReport) {
  const hash = createHash('sha1');
  for (const column of Object.values(columns)) hash.update(column);
  const open = incidents.filter((incident) => incident !== null);
  return { ...step, columns: hash.digest('hex'), first: series[0]?.id, rows: series.length, open, changed };
}
type Digest = ReturnType<typeof digest>;

const run = (engine: Engine, from: number, to: number, between?: () => void): Digest[] =>
  Array.from({ length: to - from }, (_, i) => from + i).flatMap((step) => {
    engine.ingest(batch(step));
    const reports: Digest[] = [];
    for (const report of engine.advanceInParts(START + (step + 1) * HOUR)) {
      reports.push(digest(report));
      between?.();
    }
    return reports;
  });

describe('a step that several threads score', () => {
  const alone = make(0);
  const expected = run(alone, 0, STEPS);

  it('gives the columns and incidents of one thread, bit for bit', () => {
    expect(expected.some(({ changed }) => changed.length > 0)).toBe(true);
    expect(run(make(2), 0, STEPS)).toEqual(expected);
  });

  it('does so when it is read and asked in the middle, and the threads are back afterwards', () => {
    const engine = make(1);
    let asked = 0;
    const reports = run(engine, 0, STEPS, () => {
      const [point] = engine.forecast(1 + (asked++ % SERIES), [START + (STEPS + 1) * HOUR]);
      expect(point).toBeDefined();
      if (asked % 50 === 0) engine.snapshot();
    });
    expect(reports).toEqual(expected);
  });

  it('goes on from a checkpoint that was written while threads had its memory', async () => {
    const before = make(2);
    run(before, 0, 30);
    const pieces = [...encodePieces(before.snapshot())].map(({ kind, bytes }) => ({ kind, bytes: bytes.slice() }));
    run(before, 30, 31);
    const after = make(1);
    after.restore((await decodePieces(Readable.from(pieces)[Symbol.asyncIterator]())) as EngineSnapshot);
    const since = START + 30 * HOUR;
    expect(run(after, 30, STEPS)).toEqual(expected.filter(({ stepStartMs }) => stepStartMs >= since));
  });

  it('has more parts than there are slots', () => {
    const rows = (SLOTS + 3) * PART_ROWS;
    const many = Array.from({ length: rows }, (_, i) => ({ route: `/${i}` }));
    const scores = [make(0, rows), make(2, rows)].map((engine) =>
      [0, 1, 2].flatMap((step) => {
        const stepStartMs = START + step * HOUR;
        const partials = many.map((each, i) => {
          return {
            watch: 'requests',
            labels: each,
            stepStartMs,
            aggregate: { kind: 'sum' as const, sum: (i % 99) * (step + 1) },
          };
        });
        engine.ingest({ partials, producers: [] });
        return engine.advance(stepStartMs + HOUR).map(digest);
      }),
    );
    expect(scores[0]).toHaveLength(3 * (SLOTS + 3));
    expect(scores[1]).toEqual(scores[0]);
  });

  it('is scored by the threads while the one that asks does something else', () => {
    const shards = createShards(1);
    made.push(shards);
    const count = 4 * PART_ROWS;
    const number = () => Float64Array.from({ length: count }, (_, i) => i % 70);
    const step = {
      stepStartMs: START,
      count,
      value: number(),
      unit: number(),
      held: new Uint8Array(count),
      read: () => undefined,
    };
    const [theirs, own] = [true, false].map((shared) => createTideDetector(requests, { shared }));
    const part = createSharded(theirs!, requests, shards).begin(step);
    // This thread sleeps until the last part is done.
    for (const state of [STATE.ready, STATE.taken]) shards.await(3, state);
    expect(shards.ring.state(3)).toBe(STATE.done);
    const columns = allocateColumns(count);
    own!.step(step, columns);
    const parts = [0, 1, 2, 3].map((i) => part(i * PART_ROWS, (i + 1) * PART_ROWS));
    expect(parts.flatMap(({ expected }) => [...expected])).toEqual([...columns.expected]);
  });

  it('ends with an error when a thread that had taken a part is gone', async () => {
    const shards = createShards(1);
    await shards.close();
    shards.ring.set(0, STATE.taken);
    expect(() => shards.await(0, STATE.taken, 10)).toThrow('is gone');
  });
});
