import { describe, expect, it } from '@jest/globals';
import { changed, STEPS_A_DAY, trafficWindow, WINDOW_STEP_MS } from '../../../test/support/learned-window.ts';
import { isolationForest } from '../isolation-forest/model.ts';
import { lof } from '../lof/model.ts';
import { oneClassSvm } from '../one-class-svm/model.ts';
import { decodeModel, encodeModel } from './encode.ts';
import type { Fitted, LearnedModel, SeriesColumns, TrainingWindow } from './types.ts';

/** Small enough to keep the table quick; the defaults are the bench's business. */
const SMALL = { maxTrainingRows: 400 };
const TRAINING_DAYS = 5;

type AnyModel = LearnedModel<{ maxTrainingRows: number }>;

/** Name, model, and what it must at least make of one companion of two going wrong while all else is as usual. */
const models: [string, AnyModel, number][] = [
  // A forest sees no further than the range it was trained on, and two columns of twenty are few random cuts.
  [isolationForest.name, isolationForest, 0.6],
  [lof.name, lof, 1],
  [oneClassSvm.name, oneClassSvm, 1],
];

const window = trafficWindow(TRAINING_DAYS);
/** The day after the window, with enough of the window before it. */
const nextDay = tail(trafficWindow(TRAINING_DAYS + 1), STEPS_A_DAY + 50);
const NOON = nextDay.values.length - STEPS_A_DAY / 2;

describe.each(models)('%s', (_name, model, companionScore) => {
  const fitted = fit(window);

  it('is calm on a usual day: nearly all scores below 1', () => {
    const scores = present(fitted.score(nextDay));
    expect(scores.length).toBeGreaterThanOrEqual(STEPS_A_DAY);
    expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
    expect(scores.filter((score) => score > 1).length).toBeLessThan(0.02 * scores.length);
  });

  it.each([
    ['an outage', () => 0],
    ['a drop by half', (value: number) => value * 0.5],
    ['twice the traffic', (value: number) => value * 2],
  ])('raises the score above 1 for %s', (_what, change) => {
    const scores = fitted.score(changed(nextDay, NOON, NOON + 6, change));
    const [, second] = scores.slice(NOON, NOON + 3).sort();
    expect(second).toBeGreaterThan(1);
  });

  it('sees a companion go wrong while the values are as usual', () => {
    const errors = nextDay.companions.errors!.map((ratio, i) => (i >= NOON ? 0.4 : ratio));
    const scores = fitted.score({ ...nextDay, companions: { ...nextDay.companions, errors } });
    expect(scores[NOON]).toBeGreaterThan(companionScore);
    expect(fitted.score(nextDay)[NOON]).toBeLessThan(companionScore);
  });

  it('scores on while a companion is absent', () => {
    const { companions: _dropped, ...alone } = nextDay;
    expect(present(fitted.score(alone)).length).toBe(present(fitted.score(nextDay)).length);
  });

  it('looks back no further than it says, and never ahead', () => {
    const gappy = changed(nextDay, NOON - 20, NOON - 15, () => NaN);
    const whole = fitted.score(gappy);
    for (const step of [NOON - 16, NOON - 10, NOON, NOON + 1]) {
      const slice = cut(gappy, step - fitted.historySteps, step + 1);
      expect(fitted.score(slice)[fitted.historySteps]).toBe(whole[step]);
    }
  });

  it('is the same from the same seed', () => {
    expect(Buffer.compare(encodeModel(fit(window).serialise()), encodeModel(fitted.serialise()))).toBe(0);
  });

  it('scores the same after a round trip through bytes', () => {
    const restored = model.restore(decodeModel(encodeModel(fitted.serialise())));
    expect(restored.score(nextDay)).toEqual(fitted.score(nextDay));
    expect(restored.historySteps).toBe(fitted.historySteps);
  });

  it("refuses another model's data and another format's", () => {
    const data = fitted.serialise();
    expect(() => model.restore({ ...data, model: 'other' })).toThrow("it is a model 'other'");
    expect(() => model.restore({ ...data, version: 99 })).toThrow('it has format 99');
    expect(() => model.restore({ ...data, arrays: {} })).toThrow('is missing or of another type');
  });

  it('learns nothing from what is left out', () => {
    const from = 3 * STEPS_A_DAY;
    const spoiled = changed(window, from, from + 200, () => 0);
    const leaveOut = window.values.map((_, i) => (i >= from && i < from + 200 ? 1 : 0));
    const other = changed(window, from, from + 200, () => 1e9);
    const mask = { leaveOut: Uint8Array.from(leaveOut) };
    expect(fit({ ...spoiled, ...mask }).score(nextDay)).toEqual(fit({ ...other, ...mask }).score(nextDay));
  });

  it.each([
    ['all_absent', window.values.map(() => NaN)],
    ['all_absent', new Float64Array(0)],
    ['constant', window.values.map(() => 7)],
    ['constant', window.values.map((_, i) => (i % 5 === 0 ? Infinity : 7))],
    ['too_short', window.values.subarray(0, 60)],
    ['too_short', window.values.map((value, i) => (i % 40 === 0 ? value : NaN))],
  ])('refuses a window as %s', (reason, values) => {
    const result = model.fit({ startMs: 0, stepMs: WINDOW_STEP_MS, values }, SMALL, 1);
    expect(result).toMatchObject({ kind: 'refused', reason, detail: expect.any(String) });
  });

  it.each([
    ['mostly zero', (_value: number, i: number) => (i % 7 === 0 ? 1 : 0)],
    ['almost constant', (_value: number, i: number) => (i === 500 ? 8 : 7)],
    ['huge and tiny', (_value: number, i: number) => (i % 2 === 0 ? 1e300 : 1e-300)],
    ['negative', (value: number) => -value],
  ])('gives finite scores after a window that is %s', (_what, change) => {
    const hostile = fit({ startMs: window.startMs, stepMs: WINDOW_STEP_MS, values: window.values.map(change) });
    const values = nextDay.values.map((value, i) => [value, 0, -1e308, 1e308, NaN, Infinity][i % 97] ?? value);
    const scores = hostile.score({ startMs: nextDay.startMs, stepMs: WINDOW_STEP_MS, values });
    scores.forEach((score, i) => expect(Number.isNaN(score) || (score >= 0 && score < Infinity) || i).toBe(true));
    expect(present(scores).length).toBeGreaterThan(0);
  });

  function fit(given: TrainingWindow): Fitted {
    const result = model.fit(given, SMALL, 42);
    if (result.kind !== 'fitted') throw new Error(`refused: ${result.detail}`);
    return result.fitted;
  }
});

function present(scores: Float64Array): Float64Array {
  return scores.filter((score) => !Number.isNaN(score));
}

function cut<T extends SeriesColumns>(columns: T, from: number, to: number): T {
  const companions = Object.entries(columns.companions ?? {}).map(([name, values]) => [name, values.slice(from, to)]);
  return {
    ...columns,
    startMs: columns.startMs + from * columns.stepMs,
    values: columns.values.slice(from, to),
    companions: Object.fromEntries(companions),
  };
}

function tail<T extends SeriesColumns>(columns: T, steps: number): T {
  return cut(columns, columns.values.length - steps, columns.values.length);
}
