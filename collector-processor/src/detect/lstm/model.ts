import { dense } from '../neural/layers/dense.ts';
import { lstm } from '../neural/layers/lstm.ts';
import type { LayerFactory } from '../neural/layers/types.ts';
import { createNeuralModel } from '../neural/neural-model.ts';
import { NEURAL_DEFAULTS, type NeuralOptions } from '../neural/options.ts';
import { forecast } from '../neural/task.ts';

/** LSTM: the next step foretold by long short-term memory (Hochreiter & Schmidhuber 1997, with forget gates). */
export const lstmModel = createNeuralModel<NeuralOptions>({
  name: 'lstm',
  defaults: NEURAL_DEFAULTS,
  task: forecast,
  layers: lstmLayers,
});

/** The last state of the window, then what it foretells. */
export function lstmLayers({ units }: Pick<NeuralOptions, 'units'>, outputWidth: number): LayerFactory[] {
  return [lstm(units), dense(outputWidth)];
}
