import { expect, it } from '@jest/globals';
import { describeNeuralModel } from '../../../test/support/neural-behaviour.ts';
import { engines, reference, runCase, worstError } from '../../../test/support/neural-reference.ts';
import { rnnLayers, rnnModel } from './model.ts';

const { units } = reference.shape;

it.each(engines)('its network gives the results and the gradients of PyTorch on %s', (_name, createEngine) => {
  const result = runCase(createEngine(), 'rnn model', rnnLayers({ units }, 1));
  expect(result.names).toEqual(result.given.names);
  expect(worstError(result)).toBeLessThan(1e-5);
});

describeNeuralModel(rnnModel);
