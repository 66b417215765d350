import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROVISIONING } from './paths.ts';

export interface Target {
  readonly refId: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly expr?: string;
  readonly legendFormat?: string;
  readonly kind?: string;
  readonly watch?: string;
}

export interface DashboardPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets: readonly Target[];
  readonly fieldConfig: {
    readonly defaults: { readonly unit?: string };
    readonly overrides: readonly { readonly properties: readonly { readonly id: string; readonly value: unknown }[] }[];
  };
}

/** The provisioned dashboard, as Grafana reads it. */
export const dashboard = JSON.parse(readFileSync(join(PROVISIONING, 'dashboards', 'traffic.json'), 'utf8')) as {
  readonly uid: string;
  readonly panels: readonly DashboardPanel[];
};

export function panelTargets(): { panel: string; target: Target }[] {
  return dashboard.panels.flatMap(({ title, targets }) => targets.map((target) => ({ panel: title, target })));
}

/** Every PromQL expression of the dashboard for one service. */
export function dashboardExpressions(service: string): { panel: string; expr: string }[] {
  return panelTargets().flatMap(({ panel, target }) =>
    target.expr === undefined ? [] : [{ panel, expr: target.expr.replaceAll('$service', service) }],
  );
}
