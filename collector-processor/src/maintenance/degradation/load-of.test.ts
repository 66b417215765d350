import { expect, it } from '@jest/globals';
import { loadOf } from './load-of.ts';

const labels = { 'service.name': 'shop' };
const latency = { load: 'requests', quantiles: [0.5, 0.95, 0.99] };

it('finds the load of one quantile, and of all where there are none', () => {
  expect(loadOf(latency, { ...labels, quantile: '0.95' })).toEqual({ watch: 'requests', labels });
  expect(loadOf(latency, { ...labels, quantile: '0.99' })).toBeNull();
  expect(loadOf({ load: 'requests', quantiles: [] }, labels)).toEqual({ watch: 'requests', labels });
  expect(loadOf({ quantiles: [] }, labels)).toBeNull();
});
