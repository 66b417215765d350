import type { Random } from '../../random.ts';
import { createAdam } from './adam.ts';
import type { Engine } from './engine.ts';
import type { Network } from './network.ts';

/** Where batches come from. */
export interface Samples {
  readonly count: number;
  /**
   * Writes the `batch` samples named by `order[from] …` to `input` (steps × batch × width) and, where they are to be
   * learned from, what the network should answer to `target` (steps × batch × width of its output).
   */
  write(floats: Float32Array, order: Int32Array, from: number, batch: number, input: number, target?: number): void;
}

export interface TrainingSettings {
  readonly epochs: number;
  readonly learningRate: number;
  /** Largest norm of a batch's gradient. */
  readonly clipNorm: number;
  /** Training ends after so many epochs without a better loss on the samples held back. */
  readonly patience: number;
  /** Share of the samples, the last ones, that is held back to tell when to stop. */
  readonly heldBack: number;
}

export type TrainingResult =
  | {
      readonly kind: 'trained';
      /** Mean squared error an epoch on the samples learned from, and on those held back. */
      readonly losses: readonly { readonly training: number; readonly heldBack: number }[];
    }
  /** A loss or a gradient was not finite: the learning rate is too high, or the data leave the range of float32. */
  | { readonly kind: 'diverged'; readonly epoch: number };

/** Mini-batches in a new random order each epoch, mean squared error, Adam; leaves the weights of the best epoch. */
export function train(
  engine: Engine,
  network: Network,
  samples: Samples,
  settings: TrainingSettings,
  random: Random,
): TrainingResult {
  const heldBack = Math.floor(samples.count * settings.heldBack);
  const order = Int32Array.from({ length: samples.count - heldBack }, (_, i) => i);
  const held = Int32Array.from({ length: heldBack }, (_, i) => samples.count - heldBack + i);
  const adam = createAdam(engine, network.parameters, settings.learningRate, settings.clipNorm);
  const pass = createPass(engine, network, samples);
  const losses: { training: number; heldBack: number }[] = [];
  let best = Infinity;
  let bestWeights = network.readWeights();
  let sinceBest = 0;

  for (let epoch = 1; epoch <= settings.epochs && sinceBest < settings.patience; epoch++) {
    shuffle(order, random);
    let longest = 0;
    const training = pass(order, () => {
      longest = Math.max(longest, adam.step());
    });
    const loss = heldBack > 0 ? pass(held) : training;
    if (![training, longest, loss].every(Number.isFinite)) return { kind: 'diverged', epoch };
    losses.push({ training, heldBack: loss });
    sinceBest++;
    if (loss < best) {
      best = loss;
      bestWeights = network.readWeights();
      sinceBest = 0;
    }
  }
  network.writeWeights(bestWeights);
  return { kind: 'trained', losses };
}

/** One pass over samples, a batch at a time; `learn` is called when the gradients of a batch lie ready. */
function createPass({ arena }: Engine, network: Network, samples: Samples) {
  const { steps, width } = network.outputShape;
  const target = arena.allocate(steps * network.maxBatch * width);
  const gradient = arena.allocate(steps * network.maxBatch * width);

  /** @returns the mean squared error */
  return function pass(order: Int32Array, learn?: () => void): number {
    let sum = 0;
    for (let from = 0; from < order.length; from += network.maxBatch) {
      const batch = Math.min(network.maxBatch, order.length - from);
      const count = steps * batch * width;
      samples.write(arena.floats, order, from, batch, network.input, target);
      const output = network.forward(batch);
      const { floats } = arena;
      for (let i = 0; i < count; i++) {
        const error = floats[output + i]! - floats[target + i]!;
        sum += error * error;
        floats[gradient + i] = (2 * error) / count;
      }
      if (learn) {
        network.backward(gradient, batch);
        learn();
      }
    }
    return sum / (order.length * steps * width);
  };
}

/** Fisher–Yates. */
function shuffle(order: Int32Array, random: Random): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
}
