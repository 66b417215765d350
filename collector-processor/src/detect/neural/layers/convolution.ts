import { createParameter, drawGlorot } from './parameter.ts';
import type { LayerFactory } from './types.ts';

/**
 * 1-D convolution over the steps, stride 1, no padding: steps − taps + 1 remain. W: taps × input width × filters. In a
 * time-major layout the input shifted by a tap is a contiguous run of rows, so each tap is one product.
 */
export function convolution(filters: number, taps: number): LayerFactory {
  return ({ arena, kernels }, { steps: inputSteps, width: inputs }, maxBatch) => {
    const steps = inputSteps - taps + 1;
    const tapSize = inputs * filters;
    const weights = createParameter(arena, 'weights', taps * tapSize);
    const bias = createParameter(arena, 'bias', filters);
    const transposed = arena.allocate(tapSize);
    const output = arena.allocate(steps * maxBatch * filters);
    const inputGradient = arena.allocate(inputSteps * maxBatch * inputs);
    let input = 0;

    return {
      output: { steps, width: filters },
      parameters: [weights, bias],
      initialise(random) {
        drawGlorot(arena, weights, taps * inputs, taps * filters, random);
        arena.floats.fill(0, bias.weights, bias.weights + filters);
      },
      forward(from, batch) {
        input = from;
        const rows = steps * batch;
        kernels.fillRows(rows, filters, bias.weights, output);
        for (let tap = 0; tap < taps; tap++) {
          const shifted = input + tap * batch * inputs;
          kernels.multiply(rows, filters, inputs, shifted, inputs, 1, weights.weights + tap * tapSize, output, true);
        }
        return output;
      },
      backward(gradient, batch, needed) {
        const rows = steps * batch;
        kernels.sumRows(rows, filters, gradient, bias.gradients);
        if (needed) arena.floats.fill(0, inputGradient, inputGradient + inputSteps * batch * inputs);
        for (let tap = 0; tap < taps; tap++) {
          const shift = tap * batch * inputs;
          const offset = tap * tapSize;
          kernels.multiply(inputs, filters, rows, input + shift, 1, inputs, gradient, weights.gradients + offset, true);
          if (needed) {
            kernels.transpose(inputs, filters, weights.weights + offset, transposed);
            kernels.multiply(rows, inputs, filters, gradient, filters, 1, transposed, inputGradient + shift, true);
          }
        }
        return inputGradient;
      },
    };
  };
}
