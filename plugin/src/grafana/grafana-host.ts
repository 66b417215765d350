import { config, getBackendSrv, getDataSourceSrv, locationService } from '@grafana/runtime';
import type { GrafanaHost } from '../pages/host';
import { createAlertRule } from './create-alert-rule';
import { createGrafanaHttp } from './grafana-http';
import { dashboardAddress, panelAddress } from './panel-address';
import { readNotes } from './read-notes';
import { saveOverlay, type PanelRef } from './save-overlay';

/** What the pages can do with the Grafana around them. */
export function createGrafanaHost(datasource: { readonly uid: string; readonly name: string }): GrafanaHost {
  const http = createGrafanaHttp(getBackendSrv);
  const panelPath = ({ dashboardUid }: PanelRef) => `/d/${encodeURIComponent(dashboardUid)}`;
  return {
    isAdmin: config.bootData.user.orgRole === 'Admin' || config.bootData.user.isGrafanaAdmin,
    datasource: {
      ...datasource,
      settingsHref: `${config.appSubUrl}/connections/datasources/edit/${encodeURIComponent(datasource.uid)}`,
    },
    prometheusUid: prometheusUids('')[0] ?? null,
    saveOverlay: (panel, watch) => saveOverlay(http, panel, { datasourceUid: datasource.uid, watch }),
    createAlertRule: ({ likelyPrometheusUid, ...request }) =>
      createAlertRule(http, { ...request, prometheusUids: prometheusUids(likelyPrometheusUid) }),
    panelHref: (what) => `${config.appSubUrl}${panelAddress(what)}`,
    readNotes: (range) => readNotes(http, range),
    dashboardHref: (uid, range) => `${config.appSubUrl}${dashboardAddress(uid, range)}`,
    openDashboard: (panel) => locationService.push(panelPath(panel)),
    openAlertRule: (uid) => {
      const { pathname, search } = locationService.getLocation();
      const returnTo = new URLSearchParams({ returnTo: `${pathname}${search}` }).toString();
      locationService.push(`/alerting/${encodeURIComponent(uid)}/edit?${returnTo}`);
    },
  };
}

/** Every Prometheus of this Grafana: the likeliest, then the default one, then the others. */
function prometheusUids(likeliest: string): string[] {
  const all = getDataSourceSrv()
    .getList({ metrics: true })
    .filter(({ type }) => /prometheus/i.test(type))
    .sort((a, b) => Number(b.isDefault === true) - Number(a.isDefault === true))
    .map(({ uid }) => uid);
  return [...all.filter((uid) => uid === likeliest), ...all.filter((uid) => uid !== likeliest)];
}
