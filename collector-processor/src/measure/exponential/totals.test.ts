import { describe, expect, it } from '@jest/globals';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import type { ExponentialPoint } from '../../intake/otlp/decoded.ts';
import { REPLAY_LIMITS } from '../limits.ts';
import { createMeasureStage, type MeasureResult } from '../stage.ts';
import { exponentialPoint, metricsOf, MINUTE, orders, ordersWatch, T0 } from '../test-telemetry.ts';
import { MAX_SCALE } from './packed.ts';
import { bucketsAt, bucketsIn } from './test-packed.ts';

const watches = [ordersWatch('quantiles'), ordersWatch('rate', { name: 'rate' })];
const createStage = () => createMeasureStage({ watches, limits: REPLAY_LIMITS });
const request = (temporality: 'delta' | 'cumulative', points: readonly ExponentialPoint[]) =>
  metricsOf({ 'service.name': 'shop' }, orders({ kind: 'exponential', temporality, points }));

/** Values of one sender, as indexes of this scale from a base on. */
const FINE = 12;

/** What a sender has seen, as it would tell it at that scale. */
function told(indexes: readonly number[], negatives: readonly number[], zeroCount: number, scale: number) {
  const side = (own: readonly number[]) => {
    const at = own.map((index) => Math.floor(index / 2 ** (FINE - scale)));
    if (at.length === 0) return { offset: 0, counts: [] };
    const offset = Math.min(...at);
    const counts = new Array<number>(Math.max(...at) - offset + 1).fill(0);
    for (const index of at) counts[index - offset]!++;
    return { offset, counts };
  };
  return exponentialPoint({ timeMs: 1, scale, zeroCount, positive: side(indexes), negative: side(negatives) });
}

const add = (to: Map<string, number>, from: ReadonlyMap<string, number>) =>
  from.forEach((count, bucket) => to.set(bucket, (to.get(bucket) ?? 0) + count));

/** By step, in minutes after T0: buckets of the quantiles' partials, and the rate's sums. */
function collect(into: Map<number, Map<string, number>>, { batch }: MeasureResult): number {
  let counted = 0;
  for (const { stepStartMs, aggregate } of batch.partials) {
    const minute = (stepStartMs - T0) / MINUTE;
    if (aggregate.kind === 'sum') counted += aggregate.sum;
    if (aggregate.kind !== 'histogram') continue;
    if (!into.has(minute)) into.set(minute, new Map());
    add(into.get(minute)!, bucketsIn(aggregate));
  }
  return counted;
}

const values = fc.array(fc.nat(1500), { maxLength: 12 });
const sender = fc.record({
  base: fc.constantFrom(-(2 ** 30), -500_000, -700, 0, 300_000),
  moves: fc.array(
    fc.record({
      ...{ positives: values, negatives: values, zeros: fc.nat(3) },
      lowers: fc.constantFrom(0, 0, 1, 3, 7),
      begins: fc.constantFrom(false, false, false, true),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

describe('streams of exponential histograms', () => {
  it.each(['cumulative', 'delta'] as const)(
    'count each value once in its bucket, whatever scales they go through, when they begin anew, and when the process does: %s',
    (temporality) => {
      let counted = 0;
      fc.assert(
        fc.property(fc.array(sender, { minLength: 1, maxLength: 4 }), fc.nat(9), (senders, restartAt) => {
          let stage = createStage();
          const undisturbed = createStage();
          const found = new Map<number, Map<string, number>>();
          const expected = new Map<number, Map<string, number>>();
          const state = senders.map(() => ({
            ...{ scale: FINE, startMs: T0 - MINUTE, zeros: 0 },
            ...{ positives: [] as number[], negatives: [] as number[] },
          }));
          const longest = Math.max(...senders.map(({ moves }) => moves.length));
          for (let minute = -1; minute < longest; minute++) {
            const timeMs = T0 + (minute + 1) * MINUTE;
            const points = senders.flatMap(({ base, moves }, pod) => {
              const move =
                minute < 0 ? { positives: [], negatives: [], zeros: 0, lowers: 0, begins: false } : moves[minute];
              if (move === undefined) return [];
              const own = state[pod]!;
              const begins = move.begins || temporality === 'delta';
              if (begins) Object.assign(own, { positives: [], negatives: [], zeros: 0, startMs: timeMs - MINUTE });
              if (move.begins) own.scale = FINE;
              // Nothing above 1e30 is taken: at scale −10 that is all that is above 1.
              own.scale = Math.max(base + 1500 > 0 ? -5 : -10, own.scale - move.lowers);
              const [positives, negatives] = [move.positives, move.negatives].map((all) =>
                all.map((each) => base + each),
              );
              own.positives.push(...positives!);
              own.negatives.push(...negatives!);
              own.zeros += move.zeros;
              const added = told(positives!, negatives!, move.zeros, own.scale);
              if (minute >= 0) {
                if (!expected.has(minute)) expected.set(minute, new Map());
                add(expected.get(minute)!, bucketsAt(Math.min(own.scale, MAX_SCALE), added));
                counted += added.count;
              }
              const total = told(own.positives, own.negatives, own.zeros, own.scale);
              return [{ ...total, startMs: own.startMs, timeMs, attributes: [{ key: 'pod', value: pod }] }];
            });
            const result = stage.metrics(request(temporality, points), timeMs);
            expect(result.accepted).toBe(points.length);
            // Bit by bit.
            expect(result).toEqual(undisturbed.metrics(request(temporality, points), timeMs));
            if (minute >= 0) collect(found, result);
            if (minute !== restartAt - 1) continue;
            const snapshot = deserialize(serialize(stage.snapshot()));
            stage = createStage();
            expect(stage.restore(snapshot)).toBe(true);
          }
          for (const buckets of expected.keys()) if (!found.has(buckets)) found.set(buckets, new Map());
          expect(found).toEqual(expected);
        }),
        { numRuns: 100 },
      );
      expect(counted).toBeGreaterThan(1000);
    },
  );

  it('count all of a total that fell unsaid', () => {
    const stage = createStage();
    const at = (minute: number, counts: number[]) =>
      stage.metrics(
        request('cumulative', [
          exponentialPoint({ startMs: 0, timeMs: T0 + minute * MINUTE, positive: { offset: 0, counts } }),
        ]),
        T0 + minute * MINUTE,
      );
    at(0, [5, 5]);
    const found = new Map<number, Map<string, number>>();
    expect(collect(found, at(1, [9, 1]))).toBe(10);
    expect(found.get(0)).toEqual(
      new Map([
        ['(1,2]', 9],
        ['(2,4]', 1],
      ]),
    );
  });

  it('are refused with more buckets than a point may have, on either side', () => {
    const counts = new Array<number>(2049).fill(1);
    for (const side of ['positive', 'negative']) {
      const point = exponentialPoint({ timeMs: T0, scale: 10, [side]: { offset: -5000, counts } });
      const { accepted, refused } = createStage().metrics(request('cumulative', [point]), T0);
      expect({ accepted, refused }).toMatchObject({ accepted: 0, refused: [{ reason: 'too_many_buckets', count: 1 }] });
    }
  });
});
