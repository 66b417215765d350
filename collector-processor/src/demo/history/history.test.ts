import { describe, expect, it } from '@jest/globals';
import type { PartialBatch } from '../../series/types.ts';
import { SHOP_ROUTES } from '../catalogue.ts';
import { createRandom } from '../../random.ts';
import { createRhythm } from '../rhythm.ts';
import { TROUBLES } from '../troubles.ts';
import { generateHistory } from './history.ts';
import { pastTroubles, type PastTrouble } from './past-troubles.ts';

const STEP_MS = 10_000;
const DAY_MS = 86_400_000;
const FROM_MS = Date.parse('2026-11-16T00:00:00Z');
const rhythm = createRhythm({ timezone: 'UTC' });

function history(fromMs: number, toMs: number, pastTroubles: readonly PastTrouble[] = [], seed = 1): PartialBatch[] {
  return [
    ...generateHistory({ stepMs: STEP_MS, rhythm, random: createRandom(seed), pastTroubles }, fromMs, () => toMs),
  ];
}

/** The aggregate of one watch and route (undefined: the total) in one batch. */
function aggregate(batch: PartialBatch, watch: string, route?: string) {
  const found = batch.partials.find((partial) => partial.watch === watch && partial.labels['http.route'] === route);
  if (found === undefined) throw new Error(`no partial of ${watch} ${route}`);
  return found.aggregate;
}
const sumOf = (batch: PartialBatch, route?: string): number => {
  const found = aggregate(batch, 'requests', route);
  return found.kind === 'sum' ? found.sum : NaN;
};
const ratioOf = (batches: readonly PartialBatch[], watch: string, route?: string): number => {
  const parts = batches.map((batch) => aggregate(batch, watch, route));
  const add = (field: 'numerator' | 'denominator'): number =>
    parts.reduce((sum, part) => sum + (part.kind === 'ratio' ? part[field] : NaN), 0);
  return add('numerator') / add('denominator');
};
const total = (batches: readonly PartialBatch[], route?: string): number =>
  batches.reduce((sum, batch) => sum + sumOf(batch, route), 0);

describe('generateHistory', () => {
  it('tells every step once, in order, up to the time asked for and no further', () => {
    const batches = history(FROM_MS, FROM_MS + 95_000);
    expect(batches.map(({ producers }) => producers[0]!.coveredToMs)).toEqual(
      Array.from({ length: 9 }, (_, i) => FROM_MS + (i + 1) * STEP_MS),
    );
    batches.forEach((batch, i) => {
      expect(new Set(batch.partials.map(({ stepStartMs }) => stepStartMs))).toEqual(new Set([FROM_MS + i * STEP_MS]));
      expect(batch.partials).toHaveLength(4 * SHOP_ROUTES.length);
    });
  });

  it('is the same for the same seed', () => {
    expect(history(FROM_MS, FROM_MS + 60_000)).toEqual(history(FROM_MS, FROM_MS + 60_000));
    expect(history(FROM_MS, FROM_MS + 60_000, [], 2)).not.toEqual(history(FROM_MS, FROM_MS + 60_000));
  });

  it('goes on while the clock does', () => {
    let nowMs = FROM_MS + 20_000;
    const batches = [];
    const options = { stepMs: STEP_MS, rhythm, random: createRandom(1), pastTroubles: [] };
    for (const batch of generateHistory(options, FROM_MS, () => nowMs)) {
      batches.push(batch);
      if (nowMs < FROM_MS + 50_000) nowMs += STEP_MS;
    }
    expect(batches).toHaveLength(5);
  });

  it('has the rate, the shares and the failures that live visitors meet', () => {
    const batches = history(FROM_MS, FROM_MS + DAY_MS);
    const expected = batches.reduce((sum, _, i) => sum + 10 * rhythm(FROM_MS + i * STEP_MS + STEP_MS / 2), 0);
    const requests = total(batches);
    // Over a million requests: a Poisson count's spread is a thousandth.
    expect(requests / expected).toBeCloseTo(1, 2);
    for (const { route, share, failureRatio, notFoundRatio } of SHOP_ROUTES) {
      if (route === null) continue;
      expect(total(batches, route) / requests).toBeCloseTo(share, 2);
      expect(ratioOf(batches, 'errors', route)).toBeCloseTo(failureRatio, 2);
      expect(ratioOf(batches, 'client_errors', route)).toBeCloseTo(notFoundRatio, 2);
    }
  });

  it('counts every request in the latency histogram, most in the bucket of the median', () => {
    const batches = history(FROM_MS + 19 * 3_600_000, FROM_MS + 19.5 * 3_600_000);
    for (const batch of batches) {
      const latency = aggregate(batch, 'latency', '/search');
      if (latency.kind !== 'histogram') throw new Error(latency.kind);
      expect(latency.counts.reduce((a, b) => a + b, 0)).toBe(sumOf(batch, '/search'));
    }
    const median = SHOP_ROUTES.find(({ route }) => route === '/search')!.medianMs / 1000;
    const below = batches.reduce((sum, batch) => {
      const latency = aggregate(batch, 'latency', '/search');
      return sum + (latency.kind === 'histogram' ? latency.counts.slice(0, 5).reduce((a, b) => a + b, 0) : NaN);
    }, 0);
    // 75 ms is a bucket's bound: half of the answers, less those that the server's own 2 ms push over it.
    expect(median).toBe(0.075);
    expect(below / total(batches, '/search')).toBeGreaterThan(0.44);
    expect(below / total(batches, '/search')).toBeLessThan(0.5);
  });

  it.each([
    ['outage', (during: PartialBatch[]) => expect(total(during)).toBe(0)],
    [
      'spike',
      (during: PartialBatch[], before: PartialBatch[]) => expect(total(during) / total(before)).toBeCloseTo(3, 0),
    ],
    ['errors', (during: PartialBatch[]) => expect(ratioOf(during, 'errors', '/checkout')).toBeCloseTo(0.9, 1)],
    ['bot-flood', (during: PartialBatch[]) => expect(ratioOf(during, 'client_errors')).toBeGreaterThan(0.2)],
  ])('tells of a past %s', (id, check) => {
    const startMs = FROM_MS + 12 * 3_600_000;
    const trouble = TROUBLES.find((candidate) => candidate.id === id)!;
    const batches = history(startMs - 600_000, startMs + 600_000, [{ trouble, startMs, endMs: startMs + 600_000 }]);
    check(batches.slice(60), batches.slice(0, 60));
  });

  it('slows every answer in a past slowness', () => {
    const trouble = TROUBLES.find(({ id }) => id === 'slow')!;
    const [batch] = history(FROM_MS, FROM_MS + STEP_MS, [{ trouble, startMs: FROM_MS, endMs: FROM_MS + STEP_MS }]);
    const latency = aggregate(batch!, 'latency');
    // Nothing is answered within half a second: the first eight buckets are empty.
    expect(latency.kind === 'histogram' && latency.counts.slice(0, 8)).toEqual(Array(8).fill(0));
  });
});

describe('pastTroubles', () => {
  it('begin and end at whole steps, before now, and leave the last hours quiet', () => {
    const nowMs = FROM_MS + 12_345;
    for (const { startMs, endMs } of pastTroubles(nowMs, STEP_MS)) {
      expect(startMs % STEP_MS).toBe(0);
      expect(endMs % STEP_MS).toBe(0);
      expect(startMs).toBeLessThan(endMs);
      expect(endMs).toBeLessThan(nowMs - 6 * 3_600_000);
    }
  });
});
