import { describe, expect, it } from '@jest/globals';
import { engines } from '../../../test/support/neural-reference.ts';
import { createRandom } from '../../random.ts';
import { dense } from './layers/dense.ts';
import { createNetwork } from './network.ts';
import { type Samples, train, type TrainingSettings } from './train.ts';

const SETTINGS: TrainingSettings = { epochs: 30, learningRate: 0.05, clipNorm: 10, patience: 30, heldBack: 0.2 };
const BATCH = 8;

/** y = 2·x₀ − x₁ + 0.5, a last batch that is not full included. */
function linear(count: number, answer = (x: number, y: number) => 2 * x - y + 0.5): Samples {
  const random = createRandom(9);
  const xs = Float64Array.from({ length: 2 * count }, () => random() * 2 - 1);
  return {
    count,
    write(floats, order, from, batch, input, target) {
      for (let row = 0; row < batch; row++) {
        const sample = order[from + row]!;
        const [x, y] = [xs[2 * sample]!, xs[2 * sample + 1]!];
        floats.set([x, y], input + 2 * row);
        if (target !== undefined) floats[target + row] = answer(x, y);
      }
    },
  };
}

describe.each(engines)('training on %s', (_name, createEngine) => {
  function run(samples: Samples, settings: Partial<TrainingSettings> = {}, seed = 3) {
    const engine = createEngine();
    const network = createNetwork(engine, { steps: 1, width: 2 }, BATCH, [dense(1)]);
    network.initialise(createRandom(seed));
    const result = train(engine, network, samples, { ...SETTINGS, ...settings }, createRandom(seed));
    return { result, weights: Array.from(network.readWeights()) };
  }

  it('finds the weights that explain the samples', () => {
    const { result, weights } = run(linear(203));
    expect(result.kind).toBe('trained');
    [2, -1, 0.5].forEach((expected, i) => expect(weights[i]).toBeCloseTo(expected, 2));
  });

  it('is the same from the same seed, another from another', () => {
    expect(run(linear(50))).toEqual(run(linear(50)));
    expect(run(linear(50)).weights).not.toEqual(run(linear(50), {}, 4).weights);
  });

  it('ends when the samples held back no longer improve, and keeps the weights that were best for them', () => {
    // The last fifth contradicts the rest: each epoch makes it worse.
    const count = 100;
    const inner = linear(count);
    const samples: Samples = {
      count,
      write(floats, order, from, batch, input, target) {
        inner.write(floats, order, from, batch, input, target);
        if (target === undefined) return;
        for (let row = 0; row < batch; row++) if (order[from + row]! >= 80) floats[target + row]! *= -1;
      },
    };
    const { result, weights } = run(samples, { patience: 2 });
    const afterOne = run(samples, { epochs: 1 });
    expect(result).toMatchObject({ kind: 'trained', losses: { length: 3 } });
    expect(weights).toEqual(afterOne.weights);
  });

  it.each([
    ['a target is not a number', linear(50, () => NaN), {}],
    ['a target overflows', linear(50, () => 1e39), {}],
    ['steps are far too long', linear(50), { learningRate: 1e39 }],
    ['a gradient overflows', linear(50, () => 3e38), {}],
  ])('says that it diverged when %s', (_when, samples, settings) => {
    expect(run(samples, settings).result).toMatchObject({ kind: 'diverged', epoch: expect.any(Number) });
  });
});
