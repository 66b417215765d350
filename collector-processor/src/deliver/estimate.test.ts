import { describe, expect, it } from '@jest/globals';
import { watch } from '../../test/scenarios/run.ts';
import { stepReport } from '../../test/support/step-report.ts';
import { stepTable } from './derived-table.ts';
import { estimateExport, exportedPerSeries } from './estimate.ts';

const requests = watch({ name: 'requests', horizonsMs: [3_600_000, 86_400_000] });
const latency = watch({ name: 'latency', measure: 'quantiles', quantiles: [0.5, 0.95, 0.99], horizonsMs: [] });

describe('the estimate of what is exported', () => {
  it('is what a step gives out', () => {
    for (const policy of ['scores', 'bands', 'anomalous'] as const) {
      const table = stepTable(stepReport({ stepStartMs: 0, rows: [{ labels: {} }] }), policy);
      expect(exportedPerSeries(policy, requests)).toBe(table.columns.length);
    }
    expect(exportedPerSeries('all', requests)).toBe(exportedPerSeries('bands', requests) + 10);
  });

  it('counts a series a quantile, and no more series than the cap', () => {
    expect(estimateExport('scores', 1_000_000, [requests, latency], 100)).toEqual({
      scored: 400,
      exported: 400,
      metrics: 400 * exportedPerSeries('scores', latency),
    });
    expect(estimateExport('scores', 40, [requests, latency], 100)).toMatchObject({ scored: 400, exported: 40 });
    expect(estimateExport('bands', 40, [], 100)).toEqual({ scored: 0, exported: 0, metrics: 0 });
  });
});
