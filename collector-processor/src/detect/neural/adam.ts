import type { Engine } from './engine.ts';
import type { Parameter } from './layers/types.ts';

/** Kingma & Ba 2015, with their constants. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

export interface Adam {
  /**
   * Moves the weights against their gradients, whose norm over all parameters is clipped, and zeroes the gradients.
   *
   * @returns that norm before clipping; not finite = the training has diverged
   */
  step(): number;
}

/** @param clipNorm largest norm of the whole gradient; a longer one is scaled down to it */
export function createAdam(
  { arena, kernels }: Engine,
  parameters: readonly Parameter[],
  learningRate: number,
  clipNorm: number,
): Adam {
  const moments = parameters.map(({ length }) => ({ mean: arena.allocate(length), variance: arena.allocate(length) }));
  let steps = 0;

  return {
    step() {
      steps++;
      let squares = 0;
      for (const { length, gradients } of parameters) squares += kernels.sumOfSquares(length, gradients);
      const norm = Math.sqrt(squares);
      const scale = norm > clipNorm ? clipNorm / norm : 1;
      // Bias corrections, taken out of the loop: rate · m̂ / (√v̂ + ε) with numerator and denominator times √(1 − β₂ᵗ).
      const correction = Math.sqrt(1 - BETA_2 ** steps);
      const rate = (learningRate * correction) / (1 - BETA_1 ** steps);
      parameters.forEach(({ length, weights, gradients }, index) => {
        const { mean, variance } = moments[index]!;
        kernels.adam(length, weights, gradients, mean, variance, scale, BETA_1, BETA_2, rate, EPSILON * correction);
        arena.floats.fill(0, gradients, gradients + length);
      });
      return norm;
    },
  };
}
