import { describe, expect, it } from '@jest/globals';
import { trafficWindow } from '../../../test/support/learned-window.ts';
import { dense } from './layers/dense.ts';
import type { LayerFactory } from './layers/types.ts';
import { createNeuralModel } from './neural-model.ts';
import { NEURAL_DEFAULTS } from './options.ts';
import { reconstruction } from './task.ts';

/** Passes numbers on, but for the passes in which it spoils them. */
function spoiling(spoilsPass: (pass: number) => boolean): LayerFactory {
  return ({ arena }, shape) => {
    let pass = 0;
    return {
      output: shape,
      parameters: [],
      initialise: () => undefined,
      forward(input) {
        if (spoilsPass(pass++)) arena.floats.fill(NaN, input, input + shape.width);
        return input;
      },
      backward: (gradient) => gradient,
    };
  };
}

describe('a training that leaves the finite numbers', () => {
  const window = trafficWindow(2);

  it.each<[string, (pass: number) => boolean, string]>([
    ['in its course', (pass) => pass === 3, 'left the finite numbers in epoch 1'],
    ['after it', (pass) => pass === 0, 'answers with numbers that are not finite'],
  ])('is refused when that happens %s', (when, spoilsPass, detail) => {
    const training = { ...NEURAL_DEFAULTS, window: 12, epochs: 1, maxTrainingWindows: 200 };
    // The network is laid out twice: to be trained, and to judge its own training window.
    let layouts = 0;
    const model = createNeuralModel({
      name: 'broken',
      defaults: training,
      task: reconstruction,
      layers: (_options, width) => {
        const spoilt = ++layouts === (when === 'after it' ? 2 : 1);
        return [dense(width), spoiling((pass) => spoilt && spoilsPass(pass))];
      },
    });
    expect(model.fit(window, {}, 1)).toEqual({
      kind: 'refused',
      reason: 'diverged',
      detail: expect.stringContaining(detail),
    });
  });
});
