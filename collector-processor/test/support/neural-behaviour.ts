import { describe, expect, it } from '@jest/globals';
import { encodeModel } from '../../src/detect/learned/encode.ts';
import type { Fitted, LearnedModel, TrainingWindow } from '../../src/detect/learned/types.ts';
import { NEURAL_DEFAULTS, type NeuralOptions } from '../../src/detect/neural/options.ts';
import { createRandom } from '../../src/random.ts';
import { describeLearnedModel, fitOrThrow, learnedWindow } from './learned-behaviour.ts';
import { changed, STEPS_A_DAY } from './learned-window.ts';

const SMALL: Partial<NeuralOptions> & { window: number } = { window: 12, units: 8, epochs: 8, maxTrainingWindows: 400 };
const { window, nextDay } = learnedWindow(7);
const NOON = nextDay.values.length - STEPS_A_DAY / 2;

/** What every neural model must do beyond any learned one, whatever its network. */
export function describeNeuralModel(model: LearnedModel<NeuralOptions>): void {
  describe(model.name, () => {
    describeLearnedModel({ window, nextDay, model, options: SMALL, companionScore: 1 });
    const fitted = fit(window);

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
    ])('raises each of three scores above 1 for %s', (_what, change) => {
      const scores = fitted.score(changed(nextDay, NOON, NOON + 6, change));
      expect(Math.min(...scores.subarray(NOON, NOON + 3))).toBeGreaterThan(1);
    });

    it('has no score where a step is absent, nor until a gap too long to be closed is out of its window', () => {
      const { maxGapSteps } = NEURAL_DEFAULTS;
      const short = fitted.score(changed(nextDay, NOON, NOON + maxGapSteps, () => NaN));
      expect([NOON - 1, NOON, NOON + maxGapSteps].map((i) => Number.isNaN(short[i]))).toEqual([false, true, false]);
      const end = NOON + maxGapSteps + 1;
      const long = fitted.score(changed(nextDay, NOON, end, () => NaN));
      expect([end, end + SMALL.window - 2, end + SMALL.window].map((i) => Number.isNaN(long[i]))).toEqual([
        true,
        true,
        false,
      ]);
    });

    it('is another from another seed', () => {
      expect(encodeModel(fit(window, {}, 43).serialise())).not.toEqual(encodeModel(fitted.serialise()));
    });

    it('refuses weights of another size', () => {
      const data = fitted.serialise();
      const weights = (data.arrays.weights as Float32Array).subarray(1);
      expect(() => model.restore({ ...data, arrays: { ...data.arrays, weights } })).toThrow('weights');
    });

    it('refuses options that it cannot work with', () => {
      expect(() => fit(window, { units: 7 })).toThrow(`Option 'units' of the model '${model.name}' is 7`);
    });
  });

  function fit(given: TrainingWindow, options: Partial<NeuralOptions> = {}, seed = 42): Fitted {
    return fitOrThrow(model, given, { ...SMALL, ...options }, seed);
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
