import { convolution } from '../neural/layers/convolution.ts';
import { dense } from '../neural/layers/dense.ts';
import { lstm } from '../neural/layers/lstm.ts';
import { maxPool } from '../neural/layers/max-pool.ts';
import { tanh } from '../neural/layers/tanh.ts';
import type { LayerFactory } from '../neural/layers/types.ts';
import { createNeuralModel } from '../neural/neural-model.ts';
import { NEURAL_DEFAULTS, type NeuralOptions } from '../neural/options.ts';
import { forecast } from '../neural/task.ts';

export interface CLstmOptions extends NeuralOptions {
  /** Shapes that the convolution looks for. */
  readonly filters: number;
  /** Steps that a shape is long. */
  readonly taps: number;
}

/** C-LSTM (Kim & Cho 2018): shapes of a few steps, found by a convolution, remembered by an LSTM. */
export const cLstmModel = createNeuralModel<CLstmOptions>({
  name: 'c-lstm',
  defaults: { ...NEURAL_DEFAULTS, filters: 16, taps: 5 },
  task: forecast,
  layers: cLstmLayers,
});

/** Convolution, tanh and pooling by two as in the paper, then the LSTM's last state and what it foretells. */
export function cLstmLayers(
  { units, filters, taps }: Pick<CLstmOptions, 'units' | 'filters' | 'taps'>,
  outputWidth: number,
): LayerFactory[] {
  return [convolution(filters, taps), tanh(), maxPool(), lstm(units), dense(outputWidth)];
}
