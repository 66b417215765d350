import { createParameter, drawGlorot } from './parameter.ts';
import type { LayerFactory } from './types.ts';

/** y = x·W + b, for each step of the input by itself. W: input width × width. */
export function dense(width: number): LayerFactory {
  return ({ arena, kernels }, { steps, width: inputs }, maxBatch) => {
    const weights = createParameter(arena, 'weights', inputs * width);
    const bias = createParameter(arena, 'bias', width);
    const transposed = arena.allocate(inputs * width);
    const output = arena.allocate(steps * maxBatch * width);
    const inputGradient = arena.allocate(steps * maxBatch * inputs);
    let input = 0;

    return {
      output: { steps, width },
      parameters: [weights, bias],
      initialise(random) {
        drawGlorot(arena, weights, inputs, width, random);
        arena.floats.fill(0, bias.weights, bias.weights + width);
      },
      forward(from, batch) {
        input = from;
        kernels.fillRows(steps * batch, width, bias.weights, output);
        kernels.multiply(steps * batch, width, inputs, input, inputs, 1, weights.weights, output, true);
        return output;
      },
      backward(gradient, batch, needed) {
        const rows = steps * batch;
        kernels.multiply(inputs, width, rows, input, 1, inputs, gradient, weights.gradients, true);
        kernels.sumRows(rows, width, gradient, bias.gradients);
        if (needed) {
          kernels.transpose(inputs, width, weights.weights, transposed);
          kernels.multiply(rows, inputs, width, gradient, width, 1, transposed, inputGradient, false);
        }
        return inputGradient;
      },
    };
  };
}
