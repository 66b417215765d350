import { createParameter, drawGlorot, drawRecurrent } from './parameter.ts';
import { createUnrolled } from './recurrent.ts';
import type { LayerFactory } from './types.ts';

/**
 * Elman's network, h = tanh(x·W + hBefore·U + b); gives the last state only (one step). Gradients run back through the
 * whole window and no further. W: input width × units, U: units × units.
 */
export function simpleRnn(units: number): LayerFactory {
  return (engine, shape, maxBatch) => {
    const { arena, kernels } = engine;
    const { steps, width } = shape;
    const weights = createParameter(arena, 'weights', width * units);
    const recurrent = createParameter(arena, 'recurrent', units * units);
    const bias = createParameter(arena, 'bias', units);
    const transposed = arena.allocate(units * units);
    const gradients = arena.allocate(steps * maxBatch * units);
    const unrolled = createUnrolled(engine, shape, units, 1, maxBatch);
    let input = 0;

    return {
      output: { steps: 1, width: units },
      parameters: [weights, recurrent, bias],
      initialise(random) {
        drawGlorot(arena, weights, width, units, random);
        drawRecurrent(arena, recurrent, units, random);
        arena.floats.fill(0, bias.weights, bias.weights + units);
      },
      forward(from, batch) {
        input = from;
        unrolled.begin(batch);
        const states = unrolled.state(1, batch);
        kernels.fillRows(steps * batch, units, bias.weights, states);
        kernels.multiply(steps * batch, units, width, input, width, 1, weights.weights, states, true);
        for (let step = 0; step < steps; step++) {
          const after = unrolled.state(step + 1, batch);
          kernels.multiply(batch, units, units, unrolled.state(step, batch), units, 1, recurrent.weights, after, true);
          kernels.tanhForward(batch * units, after);
        }
        return unrolled.state(steps, batch);
      },
      backward(gradient, batch, needed) {
        kernels.transpose(units, units, recurrent.weights, transposed);
        for (let step = steps - 1; step >= 0; step--) {
          const dz = gradients + step * batch * units;
          kernels.tanhBackward(batch * units, unrolled.state(step + 1, batch), gradient, dz);
          if (step > 0) kernels.multiply(batch, units, units, dz, units, 1, transposed, gradient, false);
        }
        const settings = { input, recurrent, weights, bias, stateGradients: gradients, inputGradients: gradients };
        return unrolled.spread(settings, batch, needed);
      },
    };
  };
}
