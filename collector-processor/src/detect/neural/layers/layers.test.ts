import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { engines, reference, runCase, worstError } from '../../../../test/support/neural-reference.ts';
import { createRandom } from '../../../random.ts';
import type { Engine } from '../engine.ts';
import { createNetwork } from '../network.ts';
import { convolution } from './convolution.ts';
import { dense } from './dense.ts';
import { gru } from './gru.ts';
import { lstm } from './lstm.ts';
import { maxPool } from './max-pool.ts';
import { simpleRnn } from './simple-rnn.ts';
import { tanh } from './tanh.ts';
import type { LayerFactory } from './types.ts';

const { units, filters, taps } = reference.shape;

describe.each(engines)('on %s', (_name, createEngine) => {
  it.each<[string, LayerFactory]>([
    ['dense', dense(units)],
    ['tanh', tanh()],
    ['simpleRnn', simpleRnn(units)],
    ['lstm', lstm(units)],
    ['gru', gru(units)],
    ['convolution', convolution(filters, taps)],
    ['maxPool', maxPool()],
  ])('%s gives the results and the gradients of PyTorch', (name, layer) => {
    const result = runCase(createEngine(), name, [layer]);
    expect(result.names).toEqual(result.given.names);
    expect(worstError(result)).toBeLessThan(1e-5);
  });

  it.each<[string, (width: number) => LayerFactory[]]>([
    ['dense', (width) => [dense(width), tanh(), dense(2)]],
    ['a simple recurrent network', (width) => [simpleRnn(4 * width), dense(2)]],
    ['LSTM', (width) => [lstm(4 * width), dense(2)]],
    ['GRU', (width) => [gru(4 * width), dense(2)]],
    ['convolution', (width) => [convolution(width, 3), tanh(), dense(1)]],
  ])('gradients of %s are the slopes of its loss, whatever the shape', (_what, layers) => {
    const shapes = { steps: fc.integer({ min: 3, max: 9 }), width: fc.integer({ min: 1, max: 5 }) };
    fc.assert(
      fc.property(
        fc.record({ ...shapes, batch: fc.integer({ min: 1, max: 6 }), seed: fc.integer() }),
        ({ steps, width, batch, seed }) => {
          const { slope, predicted, norm } = slopeAlongGradient(createEngine(), layers(width), {
            steps,
            width,
            batch,
            seed,
          });
          // float32 losses at a step of 1 % of the gradient's direction are good for about three digits.
          expect(Math.abs(slope - predicted)).toBeLessThan(0.01 * norm + 1e-4);
        },
      ),
      { numRuns: 15, seed: 1 },
    );
  });
});

interface Given {
  readonly steps: number;
  readonly width: number;
  readonly batch: number;
  readonly seed: number;
}

/** The slope of the loss along a random direction of the weights: by differences, and by the gradient. */
function slopeAlongGradient(engine: Engine, layers: LayerFactory[], { steps, width, batch, seed }: Given) {
  const random = createRandom(seed);
  const draw = () => random() * 2 - 1;
  const { arena } = engine;
  const network = createNetwork(engine, { steps, width }, batch, layers);
  network.initialise(random);
  const { steps: outSteps, width: outWidth } = network.outputShape;
  const count = outSteps * batch * outWidth;
  const target = Float64Array.from({ length: count }, draw);
  const input = Float32Array.from({ length: steps * batch * width }, draw);
  const block = arena.allocate(count);
  const weights = network.readWeights();
  const direction = weights.map(draw);
  const length = Math.hypot(...direction);

  const loss = (distance: number) => {
    network.writeWeights(weights.map((weight, i) => weight + (distance * direction[i]!) / length));
    arena.floats.set(input, network.input);
    const output = network.forward(batch);
    let sum = 0;
    for (let i = 0; i < count; i++) {
      const error = arena.floats[output + i]! - target[i]!;
      arena.floats[block + i] = (2 * error) / count;
      sum += (error * error) / count;
    }
    return sum;
  };
  const slope = (loss(0.01) - loss(-0.01)) / 0.02;
  loss(0);
  network.backward(block, batch);
  const gradients = network.parameters.flatMap((parameter) =>
    Array.from(arena.floats.subarray(parameter.gradients, parameter.gradients + parameter.length)),
  );
  const predicted = gradients.reduce((sum, gradient, i) => sum + (gradient * direction[i]!) / length, 0);
  return { slope, predicted, norm: Math.hypot(...gradients) };
}
