import type { Engine } from '../engine.ts';
import type { Parameter, Shape } from './types.ts';

/** What the recurrent layers share: states before each step (the first zero), and the products over all steps at once. */
export interface Unrolled {
  /** Block of the state before step `step`; `steps` gives the last. */
  state(step: number, batch: number): number;
  /** Zeroes the first state; batches of another size leave their own states there. */
  begin(batch: number): void;
  /** Gradients of the weights of state and input, of the bias, and of the input, from those of all pre-activations. */
  spread(from: SpreadSettings, batch: number, needed: boolean): number;
}

export interface SpreadSettings {
  readonly input: number;
  readonly recurrent: Parameter;
  readonly weights: Parameter;
  readonly bias: Parameter;
  /** Gradients of the pre-activations of the state's and the input's part. */
  readonly stateGradients: number;
  readonly inputGradients: number;
}

/** @param gates pre-activations a unit */
export function createUnrolled(
  { arena, kernels }: Engine,
  { steps, width }: Shape,
  units: number,
  gates: number,
  maxBatch: number,
): Unrolled {
  const columns = gates * units;
  const states = arena.allocate((steps + 1) * maxBatch * units);
  const transposed = arena.allocate(width * columns);
  const toInput = arena.allocate(steps * maxBatch * width);

  return {
    state: (step, batch) => states + step * batch * units,
    begin(batch) {
      arena.floats.fill(0, states, states + batch * units);
    },
    spread({ input, recurrent, weights, bias, stateGradients, inputGradients }, batch, needed) {
      const rows = steps * batch;
      kernels.multiply(units, columns, rows, states, 1, units, stateGradients, recurrent.gradients, true);
      kernels.multiply(width, columns, rows, input, 1, width, inputGradients, weights.gradients, true);
      kernels.sumRows(rows, columns, inputGradients, bias.gradients);
      if (needed) {
        kernels.transpose(width, columns, weights.weights, transposed);
        kernels.multiply(rows, width, columns, inputGradients, columns, 1, transposed, toInput, false);
      }
      return toInput;
    },
  };
}
