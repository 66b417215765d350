import { dense } from '../neural/layers/dense.ts';
import { tanh } from '../neural/layers/tanh.ts';
import type { LayerFactory } from '../neural/layers/types.ts';
import { createNeuralModel } from '../neural/neural-model.ts';
import { NEURAL_DEFAULTS, type NeuralOptions } from '../neural/options.ts';
import { reconstruction } from '../neural/task.ts';

export interface AutoencoderOptions extends NeuralOptions {
  /** Numbers that a whole window is squeezed through. */
  readonly code: number;
}

/** Autoencoder: a window told again through a bottleneck; what does not pass through is anomalous. */
export const autoencoderModel = createNeuralModel<AutoencoderOptions>({
  name: 'autoencoder',
  // Cheap epochs: it may take more of them.
  defaults: { ...NEURAL_DEFAULTS, epochs: 40, code: 8 },
  task: reconstruction,
  layers: autoencoderLayers,
});

/** Encoder, code, decoder. */
export function autoencoderLayers(
  { units, code }: Pick<AutoencoderOptions, 'units' | 'code'>,
  outputWidth: number,
): LayerFactory[] {
  return [dense(units), tanh(), dense(code), tanh(), dense(units), tanh(), dense(outputWidth)];
}
