import type { WatchPanel } from '../shared/api/contract';

/** A panel, and what it is to show. */
export interface PanelTime {
  readonly panel: WatchPanel;
  /** Of the series that is looked at; the dashboard's variables follow them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly fromMs: number;
  readonly toMs: number;
}

/** The path of a panel alone, as Grafana's *View* opens it: its dashboard is one click away. */
export function panelAddress({ panel, labels, fromMs, toMs }: PanelTime): string {
  const search = new URLSearchParams({ from: String(fromMs), to: String(toMs), viewPanel: `panel-${panel.id}` });
  for (const { name, label } of panel.variables) {
    if (labels[label] !== undefined) {
      search.append(`var-${name}`, labels[label]);
    }
  }
  return `/d/${encodeURIComponent(panel.dashboard)}?${search.toString()}`;
}

/** The path of a dashboard, at a time. */
export function dashboardAddress(uid: string, { fromMs, toMs }: Pick<PanelTime, 'fromMs' | 'toMs'>): string {
  const search = new URLSearchParams({ from: String(fromMs), to: String(toMs) });
  return `/d/${encodeURIComponent(uid)}?${search.toString()}`;
}
