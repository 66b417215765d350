import { expect, it } from '@jest/globals';
import { describeNeuralModel } from '../../../test/support/neural-behaviour.ts';
import { engines, reference, runCase, worstError } from '../../../test/support/neural-reference.ts';
import { cLstmLayers, cLstmModel } from './model.ts';

const { units, filters, taps } = reference.shape;

it.each(engines)('its network gives the results and the gradients of PyTorch on %s', (_name, createEngine) => {
  const result = runCase(createEngine(), 'c-lstm model', cLstmLayers({ units, filters, taps }, 1));
  expect(result.names).toEqual(result.given.names);
  expect(worstError(result)).toBeLessThan(1e-5);
});

describeNeuralModel(cLstmModel);
