import type { PluginExtensionPanelContext } from '@grafana/data';
import { formatGraph, type GraphToWatch } from '../pages/graph-to-watch';
import { graphQueries, type QuerySurroundings } from './graph-queries';

export const APP_ID = 'tidemark-anomaly-app';
export const APP_PATH = `/a/${APP_ID}`;

/** What Grafana knows beside the context of an extension. */
export interface Lookups extends Pick<QuerySurroundings, 'typeOf' | 'replaceVariables'> {
  /** Editors watch graphs; to viewers the link would only say so. */
  readonly mayWatch: () => boolean;
}

/** A panel's context, or that of Explore. */
export type GraphContext = PluginExtensionPanelContext | Pick<QuerySurroundings, 'targets' | 'data'>;

/** Of an alert instance: the labels that its rule's query gave it. */
export interface AlertContext {
  readonly instance?: { readonly labels?: Readonly<Record<string, string>> };
}

type Link = { readonly path: string } | undefined;

/** *Watch with Tidemark*, in a panel's menu and in Explore; undefined hides it. */
export function watchGraph(context: Readonly<GraphContext> | undefined, lookups: Lookups): Link {
  if (context === undefined || !lookups.mayWatch()) {
    return undefined;
  }
  const { targets, data } = context;
  const queries = graphQueries({ targets, data, ...lookups });
  if (queries.length === 0) {
    return undefined;
  }
  const graph = { queries, ...('dashboard' in context ? placeOf(context, lookups) : { title: '', panel: null }) };
  return { path: `${APP_PATH}/backtest?${new URLSearchParams({ graph: formatGraph(graph) }).toString()}` };
}

function placeOf({ id, title, dashboard }: PluginExtensionPanelContext, { replaceVariables }: Lookups) {
  return {
    title: replaceVariables(title),
    panel: { dashboardUid: dashboard.uid, dashboardTitle: dashboard.title, id },
  } satisfies Partial<GraphToWatch>;
}

/** Labels that say which rule it was, or what it found, not which series. */
const NOT_OF_THE_SERIES = /^(__|grafana_|alertname$|watch$|severity$|class$|job$|instance$|quantile$)/;

/** *Open in Tidemark* of an alert on derived metrics: these carry the watch's name and its series' labels. */
export function openIncidents(context: Readonly<AlertContext> | undefined): Link {
  const labels = context?.instance?.labels ?? {};
  if (labels.watch === undefined) {
    return undefined;
  }
  const match = Object.entries(labels)
    .filter(([name]) => !NOT_OF_THE_SERIES.test(name))
    .map(([name, value]) => `${name}=${JSON.stringify(value)}`)
    .join(',');
  const params = new URLSearchParams({ watch: labels.watch, ...(match === '' ? {} : { match }) });
  return { path: `${APP_PATH}/incidents?${params.toString()}` };
}
