import type { LayerFactory } from './types.ts';

/** The larger of each two neighbouring steps; a last odd step is dropped. */
export function maxPool(): LayerFactory {
  return ({ arena }, { steps: inputSteps, width }, maxBatch) => {
    const steps = Math.floor(inputSteps / 2);
    const output = arena.allocate(steps * maxBatch * width);
    const inputGradient = arena.allocate(inputSteps * maxBatch * width);
    let input = 0;

    /** Index of the larger of the two inputs of output `i` of a step's row of `row` numbers; the earlier when equal. */
    function winner(i: number, row: number): number {
      const first = 2 * Math.floor(i / row) * row + (i % row);
      return arena.floats[input + first + row]! > arena.floats[input + first]! ? first + row : first;
    }

    return {
      output: { steps, width },
      parameters: [],
      initialise: () => undefined,
      forward(from, batch) {
        input = from;
        const { floats } = arena;
        const row = batch * width;
        for (let i = 0; i < steps * row; i++) floats[output + i] = floats[input + winner(i, row)]!;
        return output;
      },
      backward(gradient, batch) {
        const { floats } = arena;
        const row = batch * width;
        floats.fill(0, inputGradient, inputGradient + inputSteps * row);
        for (let i = 0; i < steps * row; i++) floats[inputGradient + winner(i, row)] = floats[gradient + i]!;
        return inputGradient;
      },
    };
  };
}
