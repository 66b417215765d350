import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom, normal } from '../random.ts';
import { arima } from './arima/arima.ts';
import { auto } from './auto/auto.ts';
import { ets } from './ets/ets.ts';
import { mstl } from './mstl/mstl.ts';
import { naive } from './naive/naive.ts';
import { prophet } from './prophet/prophet.ts';
import { FORECASTERS } from './registry.ts';
import { seasonalNaive } from './seasonal-naive/seasonal-naive.ts';
import { tide } from './tide/tide.ts';
import type { Forecaster, History } from './types.ts';

const HOUR_MS = 3_600_000;
const LEVELS = [0.8, 0.99, 0.5];
const random = createRandom(21);
const usual = Array.from({ length: 336 }, (_, t) => 100 + 40 * Math.sin((2 * Math.PI * t) / 24) + 3 * normal(random));
const MODELS: readonly Forecaster[] = [auto, seasonalNaive, tide, naive, ets, arima, mstl, prophet];
const named = MODELS.map((model): [string, Forecaster] => [model.name, model]);

const history = (values: readonly number[], rest: Partial<History> = {}): History => ({
  values: Float64Array.from(values),
  stepMs: HOUR_MS,
  startMs: Date.UTC(2026, 2, 20),
  timezone: 'Europe/Berlin',
  nonNegative: false,
  ...rest,
});

/** A number for each step ahead, and bounds around it, those of a higher level around those of a lower one. */
function expectSound(model: Forecaster, given: History, horizon = 60): void {
  const { expected, intervals } = model.fit(given).predict(horizon, LEVELS);
  const [wide, widest, narrow] = intervals;
  const rows = [widest!.lower, wide!.lower, narrow!.lower, expected, narrow!.upper, wide!.upper, widest!.upper];
  const sound = (h: number): boolean => {
    const column = rows.map((row) => row[h]!);
    return column.every((value, i) => Number.isFinite(value) && (i === 0 || column[i - 1]! <= value));
  };
  expect(rows.map((row) => row.length)).toEqual(rows.map(() => horizon));
  expect(Array.from({ length: horizon }, (_, h) => h).filter((h) => !sound(h))).toEqual([]);
}

describe.each(named)('%s, given what it should not be given,', (_name, model) => {
  it.each<[string, readonly number[], Partial<History>?]>([
    ['one value', [7]],
    ['less than a season', usual.slice(0, 9)],
    ['two seasons', usual.slice(0, 48)],
    ['a constant', usual.map(() => 42)],
    ['nothing but zeros', usual.map(() => 0), { nonNegative: true }],
    ['one value among missing ones', usual.map((value, t) => (t === 200 ? value : NaN))],
    ['gaps of all lengths', usual.map((value, t) => ((t * t) % 97 < 40 ? NaN : value))],
    ['a day on, a day off', usual.map((value, t) => (Math.floor(t / 24) % 2 === 0 ? NaN : value))],
    ['nothing in the last week', usual.map((value, t) => (t > 168 ? NaN : value))],
    ['one giant value', usual.map((value, t) => (t === 300 ? 1e15 : value))],
    ['a giant last value', usual.map((value, t) => (t === 335 ? 1e15 : value))],
    ['infinite values', usual.map((value, t) => (t % 50 === 7 ? (t % 100 === 7 ? Infinity : -Infinity) : value))],
    ['values near the largest numbers', usual.map((value) => value * 1e305)],
    ['values near the smallest numbers', usual.map((value) => value * 1e-300)],
    ['negative values', usual.map((value) => value - 1000)],
    ['a step that divides no day', usual, { stepMs: 7 * 60_000 }],
    ['steps of a week', usual, { stepMs: 168 * HOUR_MS }],
    ['steps of ten seconds', usual, { stepMs: 10_000 }],
  ])('says something sound of %s, or refuses it', (...[, values, rest]) => {
    const given = history(values, rest);
    if (values.some((value) => Math.abs(value) < 1e150)) return expectSound(model, given);
    expect(() => model.fit(given)).toThrow(expect.objectContaining({ code: 'TLERR_FORECAST_HISTORY' }));
  });

  it.each([[[]], [usual.map(() => NaN)], [[Infinity, NaN, 1e200]]])('refuses a history without a value', (values) => {
    expect(() => model.fit(history(values))).toThrow(expect.objectContaining({ code: 'TLERR_FORECAST_HISTORY' }));
  });

  it('refuses a horizon beyond reason', () => {
    const fitted = model.fit(history(usual));
    for (const horizon of [0, -1, 1.5, NaN, Infinity, 1e9]) {
      const asking = (): unknown => fitted.predict(horizon, LEVELS);
      expect(asking).toThrow(expect.objectContaining({ code: 'TLERR_FORECAST_REQUEST' }));
    }
  });

  it('names what stands in for it where there is too little', () => {
    const { fallback, model: by } = model.fit(history([7]));
    expect(model.name === 'naive' ? fallback === null : fallback !== null && by !== model.name).toBe(true);
  });

  it('is sound for whatever comes', () => {
    const wild = fc.constantFrom(NaN, NaN, 0, -5, 1e9, Infinity, 1e-9);
    const value = fc.oneof(
      { weight: 12, arbitrary: fc.double({ min: 1, max: 500, noNaN: true }) },
      { weight: 2, arbitrary: wild },
    );
    const steps = fc.constantFrom(HOUR_MS, 6 * HOUR_MS, 24 * HOUR_MS);
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 120 }),
        steps,
        fc.boolean(),
        (values, stepMs, nonNegative) => {
          fc.pre(values.some(Number.isFinite));
          expectSound(model, history(values, { stepMs, nonNegative }), 30);
        },
      ),
      { numRuns: 12, seed: 5, endOnFailure: true },
    );
  });
});

it('is asked of every forecaster', () => {
  expect(named.map(([name]) => name).sort()).toEqual(Object.keys(FORECASTERS).sort());
});
