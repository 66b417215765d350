import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { readAlertRules } from '../peers/harness/alert-rules.ts';
import { dashboard, panelTargets } from '../peers/harness/dashboard.ts';
import { PROVISIONING } from '../peers/harness/paths.ts';

const datasources = parse(readFileSync(join(PROVISIONING, 'datasources', 'tidemark.yaml'), 'utf8')) as {
  datasources: { uid: string; type: string }[];
};
const itself = JSON.parse(readFileSync(join(PROVISIONING, 'dashboards', 'itself.json'), 'utf8')) as typeof dashboard;
const typeOf = new Map(datasources.datasources.map(({ uid, type }) => [uid, type]));

describe('the provisioned dashboard', () => {
  it('asks only datasources that are provisioned, under their type', () => {
    for (const { panel, target } of panelTargets()) {
      expect({ panel, type: target.datasource.type }).toEqual({ panel, type: typeOf.get(target.datasource.uid) });
    }
  });

  it('has panels of different ids that do not overlap, each with a title, a unit and a description', () => {
    const cells = new Set<string>();
    for (const { title, description, gridPos, fieldConfig, type } of dashboard.panels) {
      expect(title && description).toBeTruthy();
      if (type !== 'state-timeline') expect(fieldConfig.defaults.unit).toBeTruthy();
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          expect(cells.has(`${x},${y}`)).toBe(false);
          cells.add(`${x},${y}`);
        }
      }
    }
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });

  it('fills each PromQL band down to a line that is there: Grafana drops the fill silently otherwise', () => {
    const filled = dashboard.panels.flatMap(({ fieldConfig, targets }) =>
      fieldConfig.overrides.flatMap(({ properties }) =>
        properties
          .filter(({ id }) => id === 'custom.fillBelowTo')
          .map(({ value }) => targets.some(({ legendFormat }) => legendFormat === value)),
      ),
    );

    expect(filled.length).toBeGreaterThan(0);
    expect(filled.every(Boolean)).toBe(true);
  });
});

describe('the provisioned alert rules', () => {
  it('ask Prometheus, say what is wrong, and link to panels that exist', async () => {
    const panels = new Set([dashboard, itself].flatMap(({ uid, panels: all }) => all.map(({ id }) => `${uid} ${id}`)));

    for (const { annotations, datasourceUid } of await readAlertRules()) {
      expect(typeOf.get(datasourceUid)).toBe('prometheus');
      expect(annotations['summary']).toBeTruthy();
      if (annotations['__panelId__'] !== undefined) {
        expect(panels).toContain(`${annotations['__dashboardUid__']} ${annotations['__panelId__']}`);
      }
    }
  });
});
