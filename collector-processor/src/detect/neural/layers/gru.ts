import { createParameter, drawGlorot, drawRecurrent } from './parameter.ts';
import { createUnrolled } from './recurrent.ts';
import type { LayerFactory } from './types.ts';

/** Reset, update, candidate: PyTorch's order. */
const GATES = 3;

/**
 * Gated recurrent unit in PyTorch's form, with a second bias inside the reset gate; gives the last state only (one
 * step). Gradients run back through the whole window and no further. W: input width × 3 units, U: units × 3 units.
 */
export function gru(units: number): LayerFactory {
  return (engine, shape, maxBatch) => {
    const { arena, kernels } = engine;
    const { steps, width } = shape;
    const columns = GATES * units;
    const weights = createParameter(arena, 'weights', width * columns);
    const recurrent = createParameter(arena, 'recurrent', units * columns);
    const bias = createParameter(arena, 'bias', columns);
    const recurrentBias = createParameter(arena, 'recurrentBias', columns);
    const transposed = arena.allocate(units * columns);
    const fromInput = arena.allocate(steps * maxBatch * columns);
    const fromState = arena.allocate(steps * maxBatch * columns);
    const unrolled = createUnrolled(engine, shape, units, GATES, maxBatch);
    let input = 0;

    return {
      output: { steps: 1, width: units },
      parameters: [weights, recurrent, bias, recurrentBias],
      initialise(random) {
        drawGlorot(arena, weights, width, units, random);
        drawRecurrent(arena, recurrent, units, random);
        arena.floats.fill(0, bias.weights, bias.weights + columns);
        arena.floats.fill(0, recurrentBias.weights, recurrentBias.weights + columns);
      },
      forward(from, batch) {
        input = from;
        const rows = steps * batch;
        unrolled.begin(batch);
        kernels.fillRows(rows, columns, bias.weights, fromInput);
        kernels.multiply(rows, columns, width, input, width, 1, weights.weights, fromInput, true);
        kernels.fillRows(rows, columns, recurrentBias.weights, fromState);
        for (let step = 0; step < steps; step++) {
          const offset = step * batch * columns;
          const state = unrolled.state(step, batch);
          kernels.multiply(batch, columns, units, state, units, 1, recurrent.weights, fromState + offset, true);
          kernels.gruForward(batch, units, fromInput + offset, fromState + offset, state, state + batch * units);
        }
        return unrolled.state(steps, batch);
      },
      backward(gradient, batch, needed) {
        kernels.transpose(units, columns, recurrent.weights, transposed);
        for (let step = steps - 1; step >= 0; step--) {
          const offset = step * batch * columns;
          const state = unrolled.state(step, batch);
          kernels.gruBackward(batch, units, fromInput + offset, fromState + offset, state, gradient);
          if (step > 0) {
            kernels.multiply(batch, units, columns, fromState + offset, columns, 1, transposed, gradient, true);
          }
        }
        kernels.sumRows(steps * batch, columns, fromState, recurrentBias.gradients);
        const settings = { input, recurrent, weights, bias, stateGradients: fromState, inputGradients: fromInput };
        return unrolled.spread(settings, batch, needed);
      },
    };
  };
}
