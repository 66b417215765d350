import { dense } from '../neural/layers/dense.ts';
import { gru } from '../neural/layers/gru.ts';
import type { LayerFactory } from '../neural/layers/types.ts';
import { createNeuralModel } from '../neural/neural-model.ts';
import { NEURAL_DEFAULTS, type NeuralOptions } from '../neural/options.ts';
import { forecast } from '../neural/task.ts';

/** GRU: the next step foretold by gated recurrent units (Cho et al. 2014). */
export const gruModel = createNeuralModel<NeuralOptions>({
  name: 'gru',
  defaults: NEURAL_DEFAULTS,
  task: forecast,
  layers: gruLayers,
});

/** The last state of the window, then what it foretells. */
export function gruLayers({ units }: Pick<NeuralOptions, 'units'>, outputWidth: number): LayerFactory[] {
  return [gru(units), dense(outputWidth)];
}
