import type { LayerFactory } from './types.ts';

/** tanh of every number, in place. */
export function tanh(): LayerFactory {
  return ({ kernels }, shape) => {
    let values = 0;
    return {
      output: shape,
      parameters: [],
      initialise: () => undefined,
      forward(input, batch) {
        values = input;
        kernels.tanhForward(shape.steps * batch * shape.width, values);
        return values;
      },
      backward(gradient, batch) {
        kernels.tanhBackward(shape.steps * batch * shape.width, values, gradient, gradient);
        return gradient;
      },
    };
  };
}
