import type { Random } from '../../random.ts';
import type { Engine } from './engine.ts';
import type { Layer, LayerFactory, Parameter, Shape } from './layers/types.ts';

/** Layers in a row, laid out in an engine's arena for batches of up to `maxBatch`. */
export interface Network {
  readonly maxBatch: number;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  readonly parameters: readonly Parameter[];
  /** Block that a batch is written to: steps × batch × width. */
  readonly input: number;
  initialise(random: Random): void;
  /** @returns the block of the output */
  forward(batch: number): number;
  /** Adds to the parameters' gradients; `gradient`, that of the output, may be overwritten. @returns that of the input */
  backward(gradient: number, batch: number): number;
  /** All weights, one parameter after the other. */
  readWeights(): Float32Array;
  writeWeights(weights: Float32Array): void;
}

/** @param inputGradient whether `backward` must give the gradient of the input; training does not need it */
export function createNetwork(
  engine: Engine,
  inputShape: Shape,
  maxBatch: number,
  factories: readonly LayerFactory[],
  inputGradient = false,
): Network {
  const { arena } = engine;
  const input = arena.allocate(inputShape.steps * maxBatch * inputShape.width);
  const layers: Layer[] = [];
  let shape = inputShape;
  for (const factory of factories) {
    const layer = factory(engine, shape, maxBatch);
    layers.push(layer);
    shape = layer.output;
  }
  const parameters = layers.flatMap((layer) => layer.parameters);
  const size = parameters.reduce((sum, { length }) => sum + length, 0);

  return {
    maxBatch,
    inputShape,
    outputShape: shape,
    parameters,
    input,
    initialise(random) {
      for (const layer of layers) layer.initialise(random);
    },
    forward(batch) {
      return layers.reduce((block, layer) => layer.forward(block, batch), input);
    },
    backward(gradient, batch) {
      return layers.reduceRight(
        (block, layer, index) => layer.backward(block, batch, index > 0 || inputGradient),
        gradient,
      );
    },
    readWeights() {
      const weights = new Float32Array(size);
      let at = 0;
      for (const { weights: block, length } of parameters) {
        weights.set(arena.floats.subarray(block, block + length), at);
        at += length;
      }
      return weights;
    },
    writeWeights(weights) {
      let at = 0;
      for (const { weights: block, length } of parameters) {
        arena.floats.set(weights.subarray(at, at + length), block);
        at += length;
      }
    },
  };
}
