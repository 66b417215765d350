import { PluginExtensionPoints, type PluginExtensionAddedLinkConfig } from '@grafana/data';
import { config, getDataSourceSrv, getTemplateSrv } from '@grafana/runtime';
import { APP_PATH, openIncidents, watchGraph, type AlertContext, type GraphContext, type Lookups } from './configure';

// Fetched at every start of Grafana with the rest of module.tsx: data and small functions alone.

const lookups: Lookups = {
  // Asked for nothing, Grafana answers with the default datasource.
  typeOf: (uid) => (uid === '' ? undefined : getDataSourceSrv().getInstanceSettings({ uid })?.type),
  mayWatch: () => config.bootData.user.orgRole !== 'Viewer' || config.bootData.user.isGrafanaAdmin,
  replaceVariables: (expr) => getTemplateSrv().replace(expr, undefined, 'regex'),
};

/** Every link of the app elsewhere in Grafana; `plugin.json` lists the same. */
export const watchLink: PluginExtensionAddedLinkConfig<GraphContext> = {
  title: 'Watch with Tidemark',
  description: 'Bands, incidents and alerts for this graph, tried on its history first',
  targets: [PluginExtensionPoints.DashboardPanelMenu, PluginExtensionPoints.ExploreToolbarAction],
  // Grafana wants a path here even though configure() gives the real one.
  path: `${APP_PATH}/backtest`,
  icon: 'eye',
  configure: (context) => watchGraph(context, lookups),
};

export const alertLink: PluginExtensionAddedLinkConfig<AlertContext> = {
  title: 'Open in Tidemark',
  description: 'The incidents behind this alert',
  targets: [PluginExtensionPoints.AlertInstanceAction],
  path: `${APP_PATH}/incidents`,
  icon: 'bell',
  configure: openIncidents,
};
