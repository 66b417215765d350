import { describe, expect, it } from '@jest/globals';
import { engines, reference, relativeError } from '../../../test/support/neural-reference.ts';
import { createAdam } from './adam.ts';
import { createParameter } from './layers/parameter.ts';

describe.each(engines)('Adam on %s', (_name, createEngine) => {
  it('moves the weights as PyTorch does, the gradient clipped', () => {
    const { learningRate, clipNorm, weights, gradients, after } = reference.adam;
    const engine = createEngine();
    const { arena } = engine;
    const parameter = createParameter(arena, 'weights', weights.length);
    arena.floats.set(weights, parameter.weights);
    const adam = createAdam(engine, [parameter], learningRate, clipNorm);

    gradients.forEach((gradient, step) => {
      arena.floats.set(gradient, parameter.gradients);
      adam.step();
      const moved = arena.floats.slice(parameter.weights, parameter.weights + weights.length);
      expect(relativeError(moved, after[step]!)).toBeLessThan(1e-5);
    });
  });

  it('leaves the gradients at zero for the next batch', () => {
    const engine = createEngine();
    const parameter = createParameter(engine.arena, 'weights', 3);
    engine.arena.floats.fill(1, parameter.gradients, parameter.gradients + 3);
    createAdam(engine, [parameter], 0.1, 1).step();
    expect(Array.from(engine.arena.floats.slice(parameter.gradients, parameter.gradients + 3))).toEqual([0, 0, 0]);
  });
});
