import { dense } from '../neural/layers/dense.ts';
import { simpleRnn } from '../neural/layers/simple-rnn.ts';
import type { LayerFactory } from '../neural/layers/types.ts';
import { createNeuralModel } from '../neural/neural-model.ts';
import { NEURAL_DEFAULTS, type NeuralOptions } from '../neural/options.ts';
import { forecast } from '../neural/task.ts';

/** RNN: the next step foretold by a simple recurrent network (Elman 1990). */
export const rnnModel = createNeuralModel<NeuralOptions>({
  name: 'rnn',
  defaults: NEURAL_DEFAULTS,
  task: forecast,
  layers: rnnLayers,
});

/** The last state of the window, then what it foretells. */
export function rnnLayers({ units }: Pick<NeuralOptions, 'units'>, outputWidth: number): LayerFactory[] {
  return [simpleRnn(units), dense(outputWidth)];
}
