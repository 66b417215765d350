import { lazy } from 'react';
import { AppPlugin } from '@grafana/data';

// Loaded when it is opened: this file is fetched at every start of Grafana.
const IncidentsPage = lazy(() => import('./pages/IncidentsPage'));
const Configuration = lazy(() => import('./components/Configuration'));

export const plugin = new AppPlugin().setRootPage(IncidentsPage).addConfigPage({
  id: 'configuration',
  title: 'Set up',
  icon: 'cog',
  body: Configuration,
});
