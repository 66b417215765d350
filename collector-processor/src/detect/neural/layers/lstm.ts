import { createParameter, drawGlorot, drawRecurrent } from './parameter.ts';
import { createUnrolled } from './recurrent.ts';
import type { LayerFactory } from './types.ts';

/** Input, forget, candidate, output: PyTorch's order. */
const GATES = 4;

/**
 * Long short-term memory; gives the last state only (one step). Gradients run back through the whole window and no
 * further. W: input width × 4 units, U: units × 4 units. The forget gate's bias starts at 1: remember, until told.
 */
export function lstm(units: number): LayerFactory {
  return (engine, shape, maxBatch) => {
    const { arena, kernels } = engine;
    const { steps, width } = shape;
    const columns = GATES * units;
    const weights = createParameter(arena, 'weights', width * columns);
    const recurrent = createParameter(arena, 'recurrent', units * columns);
    const bias = createParameter(arena, 'bias', columns);
    const transposed = arena.allocate(units * columns);
    const gates = arena.allocate(steps * maxBatch * columns);
    const cells = arena.allocate((steps + 1) * maxBatch * units);
    const squashed = arena.allocate(steps * maxBatch * units);
    const cellGradient = arena.allocate(maxBatch * units);
    const unrolled = createUnrolled(engine, shape, units, GATES, maxBatch);
    let input = 0;

    return {
      output: { steps: 1, width: units },
      parameters: [weights, recurrent, bias],
      initialise(random) {
        drawGlorot(arena, weights, width, units, random);
        drawRecurrent(arena, recurrent, units, random);
        arena.floats.fill(0, bias.weights, bias.weights + columns);
        arena.floats.fill(1, bias.weights + units, bias.weights + 2 * units);
      },
      forward(from, batch) {
        input = from;
        const row = batch * units;
        unrolled.begin(batch);
        arena.floats.fill(0, cells, cells + row);
        kernels.fillRows(steps * batch, columns, bias.weights, gates);
        kernels.multiply(steps * batch, columns, width, input, width, 1, weights.weights, gates, true);
        for (let step = 0; step < steps; step++) {
          const z = gates + step * batch * columns;
          const cell = cells + step * row;
          const state = unrolled.state(step, batch);
          kernels.multiply(batch, columns, units, state, units, 1, recurrent.weights, z, true);
          kernels.lstmForward(batch, units, z, cell, cell + row, squashed + step * row, state + row);
        }
        return unrolled.state(steps, batch);
      },
      backward(gradient, batch, needed) {
        const row = batch * units;
        arena.floats.fill(0, cellGradient, cellGradient + row);
        kernels.transpose(units, columns, recurrent.weights, transposed);
        for (let step = steps - 1; step >= 0; step--) {
          const z = gates + step * batch * columns;
          kernels.lstmBackward(batch, units, z, cells + step * row, squashed + step * row, gradient, cellGradient);
          if (step > 0) kernels.multiply(batch, units, columns, z, columns, 1, transposed, gradient, false);
        }
        const settings = { input, recurrent, weights, bias, stateGradients: gates, inputGradients: gates };
        return unrolled.spread(settings, batch, needed);
      },
    };
  };
}
