import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { watch } from '../../../test/scenarios/run.ts';
import { normal, createRandom } from '../../random.ts';
import { traffic } from '../../../test/scenarios/traffic.ts';
import { allocateColumns } from '../types.ts';
import { createTideDetector, type TideSettings } from './detector.ts';

const STEP = 60_000;
const START = Date.UTC(2026, 0, 5);

/** Scores values as one series, one a step. */
function score(
  values: Iterable<number>,
  over: Partial<TideSettings> = {},
  detector = createTideDetector(watch(over)),
  from = 0,
) {
  const columns = allocateColumns(1);
  const rows: { score: number; expected: number; limits: number[]; direction: number; learning: number }[] = [];
  let step = from;
  for (const value of values) {
    detector.step(
      {
        stepStartMs: START + step++ * STEP,
        count: 1,
        value: Float64Array.of(value),
        held: new Uint8Array(1),
        unit: new Float64Array(1),
      },
      columns,
    );
    const { lower, typicalLower, expected, typicalUpper, upper } = columns;
    rows.push({
      score: columns.score[0]!,
      expected: expected[0]!,
      limits: [lower[0]!, typicalLower[0]!, expected[0]!, typicalUpper[0]!, upper[0]!],
      direction: columns.direction[0]!,
      learning: columns.learning[0]!,
    });
  }
  return rows;
}

const valuesOf = (days: number, rate: number, seed: number) =>
  [...traffic({ startMs: START, days, rate, seed })].map(({ value }) => value!);

describe('tide', () => {
  it('whatever comes: finite scores, limits in order, and > 1 exactly outside the limits', () => {
    const wild = fc.oneof(
      fc.double({ min: -1e29, max: 1e29, noNaN: true }),
      fc.constantFrom(0, NaN, 1, 1e-30, -1),
      fc.double({ min: 0, max: 100, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.array(wild, { minLength: 2, maxLength: 400 }),
        fc.constantFrom(60_000, 3_600_000),
        (values, stepMs) => {
          let known = false;
          score(values, { stepMs, nonNegative: false }).forEach((row, i) => {
            const value = values[i]!;
            expect(Number.isFinite(row.score)).toBe(true);
            if (known) {
              expect(row.limits.every(Number.isFinite)).toBe(true);
              expect([...row.limits].sort((a, b) => a - b)).toEqual(row.limits);
              const outside = value < row.limits[0]! || value > row.limits[4]!;
              if (outside) expect(row.score).toBeGreaterThan(1);
              if (row.score > 1 && !Number.isNaN(value)) expect(outside).toBe(true);
            }
            known ||= !Number.isNaN(value);
          });
        },
      ),
      { numRuns: 100 },
    );
  });

  it('scores the same series the same alone and among others, and from a snapshot', () => {
    const a = valuesOf(3, 10, 1);
    const b = valuesOf(3, 200, 2);
    const together = createTideDetector(watch());
    const columns = allocateColumns(2);
    const scores = a.map((value, i) => {
      together.step(
        {
          stepStartMs: START + i * STEP,
          count: 2,
          value: Float64Array.of(b[i]!, value),
          held: new Uint8Array(2),
          unit: new Float64Array(2),
        },
        columns,
      );
      return columns.score[1]!;
    });
    expect(scores).toEqual(score(a).map((row) => row.score));

    const first = createTideDetector(watch());
    score(a.slice(0, 2000), {}, first);
    const second = createTideDetector(watch());
    second.restore(structuredClone(first.snapshot()));
    expect(score(a.slice(2000), {}, second, 2000).map((row) => row.score)).toEqual(scores.slice(2000));
  });

  it.each([
    ['Gaussian', (next: () => number) => 1000 + 50 * normal(next)],
    ['heavy-tailed', (next: () => number) => 1000 + 30 * normal(next) * Math.exp(0.5 * normal(next))],
    ['skewed', (next: () => number) => 1000 - 60 * Math.log(1 - next())],
  ])('95 %% of normal steps lie in the typical range, in any week (%s noise)', (_name, draw) => {
    const next = createRandom(3);
    const values = Array.from({ length: 35 * 1440 }, () => draw(next));
    const rows = score(values, { minChange: { absolute: 0, relative: 0 } });
    for (let week = 1; week < 5; week++) {
      const from = week * 7 * 1440;
      const inside = rows
        .slice(from, from + 7 * 1440)
        .filter(({ limits }, i) => values[from + i]! >= limits[1]! && values[from + i]! <= limits[3]!).length;
      expect(inside / (7 * 1440)).toBeGreaterThan(0.94);
      expect(inside / (7 * 1440)).toBeLessThan(0.96);
    }
  });

  it('a side that the watch does not ask about cannot alarm', () => {
    const values = valuesOf(9, 50, 4);
    const falling = [...values, 0, 0, 0, 0];
    expect(
      Math.max(
        ...score(falling, { direction: 'up' })
          .slice(-4)
          .map((row) => row.score),
      ),
    ).toBeLessThanOrEqual(1);
    const rising = [...values, 500, 500];
    expect(
      Math.max(
        ...score(rising, { direction: 'down' })
          .slice(-2)
          .map((row) => row.score),
      ),
    ).toBeLessThanOrEqual(1);
    expect(score(rising, { direction: 'up' }).at(-1)!).toMatchObject({ direction: 1 });
  });

  it('draws no limit of a share above one, and alarms as it does without', () => {
    const next = createRandom(3);
    const values = Array.from({ length: 3000 }, () => Math.min(1, 0.9 + 0.04 * normal(next))).fill(0.1, 2990);
    const share = score(values, { measure: 'ratio', nonNegative: true }).slice(1);
    const free = score(values, { measure: 'last', nonNegative: true }).slice(1);
    expect(Math.max(...free.slice(2000).map(({ limits }) => limits[4]!))).toBeGreaterThan(1.05);
    for (const { limits } of share) {
      expect(limits[4]!).toBeLessThanOrEqual(1);
      expect(limits[3]!).toBeLessThanOrEqual(limits[4]!);
    }
    expect(share.map((row) => row.score)).toEqual(free.map((row) => row.score));
    const percent = score([...values, ...values.map((value) => 100 * value)], { measure: 'ratio' });
    expect(percent.at(-100)!.limits[4]!).toBeGreaterThan(100);
  });

  it('a change below min_change does not alarm, however steady the series', () => {
    const steady = new Array<number>(9 * 1440).fill(100);
    const changed = [...steady, 108, 108, 108];
    expect(score(changed, { minChange: { absolute: 0, relative: 0.1 } }).at(-1)!.score).toBeLessThan(1);
    expect(score(changed, { minChange: { absolute: 5, relative: 0.05 } }).at(-1)!.score).toBeGreaterThan(1);
    expect(score(changed, { minChange: { absolute: 20, relative: 0.05 } }).at(-1)!.score).toBeLessThan(1);
  });

  it('keeps at most 1 KiB a series', () => {
    expect(createTideDetector(watch()).stateBytes).toBeLessThanOrEqual(1024);
  });
});
