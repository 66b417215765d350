import { describe, expect, it } from '@jest/globals';
import { decodeModel, encodeModel } from '../../src/detect/learned/encode.ts';
import { createRandom } from '../../src/random.ts';
import type { Fitted, LearnedModel, SeriesColumns, TrainingWindow } from '../../src/detect/learned/types.ts';
import { NEURAL_DEFAULTS, type NeuralOptions } from '../../src/detect/neural/options.ts';
import { changed, STEPS_A_DAY, trafficWindow, WINDOW_STEP_MS } from './learned-window.ts';

/** Small enough to keep the tests quick; the defaults are the bench's business. */
const SMALL: Partial<NeuralOptions> = { window: 12, units: 8, epochs: 8, maxTrainingWindows: 400 };
const TRAINING_DAYS = 7;

const window = trafficWindow(TRAINING_DAYS);
/** The day after the window, with enough of the window before it. */
const nextDay = tail(trafficWindow(TRAINING_DAYS + 1), STEPS_A_DAY + 50);
const NOON = nextDay.values.length - STEPS_A_DAY / 2;

/** What every neural model must do, whatever its network. */
export function describeNeuralModel(model: LearnedModel<NeuralOptions>): void {
  describe(model.name, () => {
    const fitted = fit(window);

    it('is calm on a usual day: nearly all scores below 1', () => {
      const scores = present(fitted.score(nextDay));
      expect(scores.length).toBeGreaterThanOrEqual(STEPS_A_DAY);
      expect(Math.min(...scores)).toBeGreaterThanOrEqual(0);
      expect(scores.filter((score) => score > 1).length).toBeLessThan(0.02 * scores.length);
    });

    it('ranks anomalies well above usual steps', () => {
      const random = createRandom(7);
      const anomalous = nextDay.values.map((_, i) => (i % 25 === 24 ? 1 : 0));
      const values = nextDay.values.map((value, i) =>
        anomalous[i] === 1 ? value * (random() < 0.5 ? 0.6 : 1.4) : value,
      );
      expect(areaUnderCurve(fitted.score({ ...nextDay, values }), anomalous)).toBeGreaterThan(0.85);
    });

    it.each([
      ['an outage', () => 0],
      ['a drop by half', (value: number) => value * 0.5],
      ['twice the traffic', (value: number) => value * 2],
    ])('raises the score above 1 for %s', (_what, change) => {
      const scores = fitted.score(changed(nextDay, NOON, NOON + 6, change));
      expect(Math.min(...scores.subarray(NOON, NOON + 3))).toBeGreaterThan(1);
    });

    it('sees a companion go wrong while the values are as usual', () => {
      const errors = nextDay.companions.errors!.map((ratio, i) => (i >= NOON ? 0.4 : ratio));
      const scores = fitted.score({ ...nextDay, companions: { ...nextDay.companions, errors } });
      expect(scores[NOON]).toBeGreaterThan(1);
    });

    it('scores on while a companion is absent', () => {
      const { companions: _dropped, ...alone } = nextDay;
      expect(present(fitted.score(alone)).length).toBe(present(fitted.score(nextDay)).length);
    });

    it('looks back no further than it says, and never ahead', () => {
      const gappy = changed(nextDay, NOON - 20, NOON - 16, () => NaN);
      const whole = fitted.score(gappy);
      for (const step of [NOON - 16, NOON - 10, NOON, NOON + 1]) {
        const slice = cut(gappy, step - fitted.historySteps, step + 1);
        expect(fitted.score(slice)[fitted.historySteps]).toBe(whole[step]);
      }
    });

    it('has no score where a step is absent, nor until a gap too long to be closed is out of its window', () => {
      const { maxGapSteps } = NEURAL_DEFAULTS;
      const short = fitted.score(changed(nextDay, NOON, NOON + maxGapSteps, () => NaN));
      expect([NOON - 1, NOON, NOON + maxGapSteps].map((i) => Number.isNaN(short[i]))).toEqual([false, true, false]);
      const end = NOON + maxGapSteps + 1;
      const long = fitted.score(changed(nextDay, NOON, end, () => NaN));
      expect([end, end + SMALL.window! - 2, end + SMALL.window!].map((i) => Number.isNaN(long[i]))).toEqual([
        true,
        true,
        false,
      ]);
    });

    it('is the same from the same seed, and another from another', () => {
      expect(encodeModel(fit(window).serialise())).toEqual(encodeModel(fitted.serialise()));
      expect(encodeModel(fit(window, {}, 43).serialise())).not.toEqual(encodeModel(fitted.serialise()));
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
      const weights = (data.arrays.weights as Float32Array).subarray(1);
      expect(() => model.restore({ ...data, arrays: { ...data.arrays, weights } })).toThrow('weights');
    });

    it('learns nothing from what is left out', () => {
      const from = 3 * STEPS_A_DAY;
      const leaveOut = Uint8Array.from(window.values, (_, i) => (i >= from && i < from + 200 ? 1 : 0));
      const spoiled = (value: number) => ({ ...changed(window, from, from + 200, () => value), leaveOut });
      expect(fit(spoiled(0)).score(nextDay)).toEqual(fit(spoiled(1e9)).score(nextDay));
    });

    it.each([
      ['all_absent', window.values.map(() => NaN)],
      ['constant', window.values.map(() => 7)],
      ['too_short', window.values.subarray(0, 60)],
      ['too_short', window.values.map((value, i) => (i % 40 === 0 ? value : NaN))],
    ])('refuses a window as %s', (reason, values) => {
      const result = model.fit({ startMs: 0, stepMs: WINDOW_STEP_MS, values }, SMALL, 1);
      expect(result).toMatchObject({ kind: 'refused', reason, detail: expect.any(String) });
    });

    it('refuses options that it cannot work with', () => {
      expect(() => fit(window, { units: 7 })).toThrow(`Option 'units' of the model '${model.name}' is 7`);
    });

    it.each([
      ['mostly zero', (_value: number, i: number) => (i % 7 === 0 ? 1 : 0)],
      ['almost constant', (_value: number, i: number) => (i === 500 ? 8 : 7)],
      ['huge and tiny', (_value: number, i: number) => (i % 2 === 0 ? 1e300 : 1e-300)],
    ])('gives finite scores after a window that is %s', (_what, change) => {
      const hostile = fit(
        { startMs: window.startMs, stepMs: WINDOW_STEP_MS, values: window.values.map(change) },
        { epochs: 1 },
      );
      const values = nextDay.values.map((value, i) => [value, 0, -1e308, 1e308, NaN, Infinity][i % 97] ?? value);
      const scores = hostile.score({ startMs: nextDay.startMs, stepMs: WINDOW_STEP_MS, values });
      expect(present(scores).length).toBeGreaterThan(0);
      expect(present(scores).every((score) => score >= 0 && score < Infinity)).toBe(true);
    });
  });

  function fit(given: TrainingWindow, options: Partial<NeuralOptions> = {}, seed = 42): Fitted {
    const result = model.fit(given, { ...SMALL, ...options }, seed);
    if (result.kind !== 'fitted') throw new Error(`refused: ${result.detail}`);
    return result.fitted;
  }
}

/** The share of (anomalous, usual) pairs of scored steps that are in the right order. */
function areaUnderCurve(scores: Float64Array, anomalous: Float64Array): number {
  let right = 0;
  let pairs = 0;
  scores.forEach((score, i) => {
    if (anomalous[i] !== 1 || Number.isNaN(score)) return;
    scores.forEach((other, j) => {
      if (anomalous[j] === 1 || Number.isNaN(other)) return;
      pairs++;
      right += score > other ? 1 : score === other ? 0.5 : 0;
    });
  });
  return right / pairs;
}

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
