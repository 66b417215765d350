import { describe, expect, it } from '@jest/globals';
import { checkOptions, NEURAL_DEFAULTS, type NeuralOptions } from './options.ts';

describe('options', () => {
  it('are fine as they are shipped', () => {
    expect(() => checkOptions('lstm', NEURAL_DEFAULTS)).not.toThrow();
  });

  it('are refused when a batch of their windows would not fit the memory', () => {
    expect(() => checkOptions('lstm', { ...NEURAL_DEFAULTS, window: 1000, units: 256, batch: 32 })).toThrow(
      "Option 'batch' of the model 'lstm' is 32; allowed: at most 16 with windows of 1000 steps, 256 units",
    );
  });

  it.each([
    ['units', 30, 'a multiple of 4 from 4 to 256'],
    ['window', 2, 'a whole number from 4 to 1000'],
    ['epochs', 1.5, 'a whole number from 1 to 1000'],
    ['learningRate', 0, 'a number from 0.000001 to 1'],
    ['thresholdQuantile', NaN, 'a number from 0.5 to 0.999999'],
    ['batch', '32', 'a whole number from 1 to 512'],
    ['code', 0, 'a whole number from 1 to 64'],
    ['taps', 60, "fewer than the window's 60 steps"],
  ])('%s of %s is refused: allowed is %s', (option, given, allowed) => {
    expect(() => checkOptions('lstm', { ...NEURAL_DEFAULTS, [option]: given } as NeuralOptions)).toThrow(
      `Option '${option}' of the model 'lstm' is ${String(given)}; allowed: ${allowed}`,
    );
  });
});
