import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { prometheusName } from '../../src/deliver/scrape/names.ts';
import { stepTable } from '../../src/deliver/derived-table.ts';
import { METRICS } from '../../src/telemetry/table.ts';
import type { DashboardPanel } from '../peers/harness/dashboard.ts';
import { PROVISIONING } from '../peers/harness/paths.ts';
import { stepReport } from '../support/step-report.ts';

const folder = join(PROVISIONING, 'dashboards');
const boards = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => ({
    file,
    ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
      uid: string;
      title: string;
      panels: DashboardPanel[];
    }),
  }));

const UNITS: Readonly<Record<string, string>> = { s: '_seconds', By: '_bytes' };

/** Names of our metrics as Prometheus has them. */
function metricNames(): Set<string> {
  const derived = stepTable(stepReport({ stepStartMs: 0, rows: [{ labels: {} }] }), 'all').columns.map(
    ({ name }) => name,
  );
  const forecasts = ['expected', 'lower', 'upper'].map((column) => `tidemark.forecast.${column}`);
  const own = Object.entries(METRICS).flatMap(([name, { kind, unit }]) => {
    const full = `${prometheusName(name)}${UNITS[unit] ?? ''}`;
    if (kind === 'counter') return [`${full}_total`];
    return kind === 'histogram' ? [`${full}_bucket`, `${full}_sum`, `${full}_count`] : [full];
  });
  return new Set([...[...derived, ...forecasts].map(prometheusName), ...own]);
}

describe('the provisioned dashboards', () => {
  it('are three or more, each with an address of its own', () => {
    expect(boards.length).toBeGreaterThanOrEqual(3);
    expect(new Set(boards.map(({ uid }) => uid)).size).toBe(boards.length);
    for (const { title } of boards) expect(title).toBeTruthy();
  });

  it.each(boards)('$file asks only for metrics that Tidemark emits', ({ panels }) => {
    const known = metricNames();
    const asked = panels
      .flatMap(({ targets }) =>
        targets.flatMap(({ expr = '' }) => expr.match(/\b(tidemark|nodejs|process)_\w+/g) ?? []),
      )
      .toSorted();
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.filter((name) => !known.has(name))).toEqual([]);
  });

  it.each(boards)(
    '$file has panels of different ids that do not overlap, each with a title and a description',
    ({ panels }) => {
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, k) => `${x + (k % w)},${y + Math.floor(k / w)}`),
      );
      expect(new Set(cells).size).toBe(cells.length);
      expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
      for (const { title, description, gridPos } of panels) {
        expect(title && description).toBeTruthy();
        expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      }
    },
  );
});
