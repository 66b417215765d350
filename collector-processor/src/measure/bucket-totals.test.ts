import { describe, expect, it } from '@jest/globals';
import { columnsOf } from '../intake/wire/columns-of.ts';
import { MetricColumns } from '../intake/wire/metric-columns.ts';
import { createBucketTotals, subtractCounts } from './bucket-totals.ts';
import { createObservation } from './observation.ts';
import { createStreamTable, NOT, streamDigest } from './stream-table.ts';
import { histogramPoint, metricsOf, orders, T0 } from './test-telemetry.ts';

describe('subtractCounts', () => {
  it('takes bucket from bucket, wherever they stand', () => {
    const by = new Float64Array(3);
    const change = subtractCounts(Float64Array.of(9, 5, 7, 9), 1, Float64Array.of(5, 4, 8), 0, 3, by);
    expect({ change, by: [...by] }).toEqual({ change: 'increased', by: [0, 3, 1] });
  });

  it('says that a bucket fell', () => {
    const current = Float64Array.of(1, 9);
    expect(subtractCounts(current, 0, Float64Array.of(2, 2), 0, 2, new Float64Array(2))).toBe('decreased');
  });
});

describe('totals of explicit buckets', () => {
  const streams = createStreamTable(10);
  const observation = createObservation();
  const totals = createBucketTotals(streams, observation);
  const row = streams.add(streamDigest('one'));
  const read = (counts: readonly number[], bounds = [0.1, 1]) => {
    const points = [histogramPoint(counts, { timeMs: T0 }, { bounds, max: 3 })];
    const metric = orders({ kind: 'histogram', temporality: 'cumulative', points });
    totals.read(columnsOf(metricsOf({}, metric), new MetricColumns()), 0);
  };

  it('tell what was added, until the bounds are others', () => {
    read([1, 2, 3]);
    expect(totals.has(row)).toBe(false);
    totals.keep(row);
    expect(totals.has(row)).toBe(true);
    read([1, 3, 5]);
    expect(totals.observeGrowth(row)).toBe('increased');
    expect(observation).toMatchObject({ kind: 'distribution', value: 3, sum: 3, max: NaN, packed: null });
    expect([...Array.from(observation.counts).slice(0, 3)]).toEqual([0, 1, 2]);
    read([1, 3, 6], [0.1, 2]);
    expect(totals.observeGrowth(row)).toBe('incomparable');
    totals.keep(row);
    read([1, 3, 6], [0.1, 2]);
    expect(totals.observeGrowth(row)).toBe('increased');
    read([0, 0, 6], [0.1, 2]);
    expect(totals.observeGrowth(row)).toBe('decreased');
  });

  it('tell all that a point says, its maximum if it is of that interval', () => {
    read([1, 0, 1]);
    totals.observeWhole(false);
    expect(observation).toMatchObject({ value: 2, max: NaN });
    totals.observeWhole(true);
    expect(observation).toMatchObject({ value: 2, max: 3 });
  });

  it('leave no slot behind', () => {
    totals.forget(row);
    expect([streams.rows.shape[row], streams.rows.slot[row]]).toEqual([NOT, NOT]);
    expect(totals.has(row)).toBe(false);
    expect(streams.shapes.snapshot()).toEqual([]);
  });
});
