import { lazy } from 'react';
import { AppPlugin } from '@grafana/data';
import { APP_ID } from './extensions/configure';
import { alertLink, watchLink } from './extensions/links';

// Loaded when it is opened: this file is fetched at every start of Grafana.
const GrafanaApp = lazy(async () => {
  const { pluginReady } = await import('./shared/i18n/plugin-ready');
  await pluginReady(APP_ID);
  return import('./grafana/GrafanaApp');
});
const Configuration = lazy(() => import('./components/Configuration'));

export const plugin = new AppPlugin().setRootPage(GrafanaApp).addLink(watchLink).addLink(alertLink).addConfigPage({
  id: 'configuration',
  title: 'Set up',
  icon: 'cog',
  body: Configuration,
});
