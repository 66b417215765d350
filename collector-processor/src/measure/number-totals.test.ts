import { expect, it } from '@jest/globals';
import { columnsOf } from '../intake/wire/columns-of.ts';
import { MetricColumns } from '../intake/wire/metric-columns.ts';
import { createNumberTotals } from './number-totals.ts';
import { createObservation } from './observation.ts';
import { createStreamTable, streamDigest } from './stream-table.ts';
import { counter, metricsOf, numberPoint, T0 } from './test-telemetry.ts';

it('the totals of a counter tell what was added, that it fell, and nothing once they are forgotten', () => {
  const streams = createStreamTable(10);
  const observation = createObservation();
  const totals = createNumberTotals(streams, observation);
  const row = streams.add(streamDigest('one'));
  const read = (value: number) =>
    totals.read(columnsOf(metricsOf({}, counter([numberPoint(value, { timeMs: T0 })])), new MetricColumns()), 0);

  read(100);
  expect(totals.has(row)).toBe(false);
  totals.keep(row);
  expect(totals.has(row)).toBe(true);
  read(130);
  expect(totals.observeGrowth(row)).toBe('increased');
  expect(observation).toMatchObject({ kind: 'increase', value: 30 });
  totals.observeWhole(false);
  expect(observation).toMatchObject({ kind: 'increase', value: 130 });
  read(99);
  expect(totals.observeGrowth(row)).toBe('decreased');
  totals.forget(row);
  expect(totals.has(row)).toBe(false);
});
