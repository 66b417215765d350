import { readFileSync } from 'node:fs';
import { createArena } from '../../src/detect/neural/arena.ts';
import type { Engine } from '../../src/detect/neural/engine.ts';
import { createTypedArrayKernels } from '../../src/detect/neural/kernels/typed-arrays.ts';
import { createWasmKernels } from '../../src/detect/neural/kernels/wasm.ts';
import type { LayerFactory } from '../../src/detect/neural/layers/types.ts';
import { createNetwork } from '../../src/detect/neural/network.ts';

/** What PyTorch gave for fixed weights and input; see test/reference/neural.py. Flat arrays in Tidemark's layout. */
export interface NetworkCase {
  readonly input: readonly number[];
  readonly target: readonly number[];
  readonly output: readonly number[];
  readonly loss: number;
  readonly inputGradient: readonly number[];
  readonly names: readonly string[];
  readonly weights: readonly (readonly number[])[];
  readonly gradients: readonly (readonly number[])[];
}

interface Reference {
  readonly shape: Readonly<Record<'steps' | 'batch' | 'width' | 'units' | 'filters' | 'taps', number>>;
  readonly networks: Readonly<Record<string, NetworkCase>>;
  readonly adam: {
    readonly learningRate: number;
    readonly clipNorm: number;
    readonly weights: readonly number[];
    readonly gradients: readonly (readonly number[])[];
    readonly after: readonly (readonly number[])[];
  };
}

export const reference = JSON.parse(
  readFileSync(new URL('../reference/neural.json', import.meta.url), 'utf8'),
) as Reference;

/** Both implementations of the arithmetic, each on an arena of its own. */
export const engines: readonly [string, () => Engine][] = [
  ['WebAssembly', () => engineOf(createWasmKernels)],
  ['typed arrays', () => engineOf(createTypedArrayKernels)],
];

function engineOf(createKernels: typeof createWasmKernels): Engine {
  const arena = createArena();
  return { arena, kernels: createKernels(arena) };
}

/** What the same layers give here for a case's weights, input and target. */
export function runCase(engine: Engine, name: string, layers: readonly LayerFactory[], inputSteps?: number) {
  const given = reference.networks[name]!;
  const { batch } = reference.shape;
  const steps = inputSteps ?? reference.shape.steps;
  const width = given.input.length / batch / steps;
  // Room for a larger batch: what is not used of it must not be seen.
  const network = createNetwork(engine, { steps, width }, batch + 3, layers, true);
  network.writeWeights(Float32Array.from(given.weights.flat()));
  const { arena } = engine;
  const count = given.output.length;
  const block = arena.allocate(count);
  arena.floats.set(given.input, network.input);

  const outputAt = network.forward(batch);
  const output = arena.floats.slice(outputAt, outputAt + count);
  for (let i = 0; i < count; i++) arena.floats[block + i] = (2 * (output[i]! - given.target[i]!)) / count;
  const inputAt = network.backward(block, batch);
  return {
    given,
    names: network.parameters.map((parameter) => parameter.name),
    output,
    inputGradient: arena.floats.slice(inputAt, inputAt + given.input.length),
    gradients: network.parameters.map(({ gradients, length }) => arena.floats.slice(gradients, gradients + length)),
  };
}

/** Largest difference between two vectors relative to the largest number of the second. */
export function relativeError(actual: ArrayLike<number>, expected: readonly number[]): number {
  if (actual.length !== expected.length) return Infinity;
  const largest = Math.max(...expected.map(Math.abs));
  return Math.max(...expected.map((value, i) => Math.abs(actual[i]! - value))) / largest;
}

/** The error of everything that a case gives: output, gradient of the input, gradients of the weights. */
export function worstError(result: ReturnType<typeof runCase>): number {
  const { given } = result;
  return Math.max(
    relativeError(result.output, given.output),
    relativeError(result.inputGradient, given.inputGradient),
    ...result.gradients.map((gradient, i) => relativeError(gradient, given.gradients[i]!)),
  );
}
