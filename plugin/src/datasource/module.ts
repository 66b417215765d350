import { DataSourcePlugin } from '@grafana/data';
import { lazySurface } from '../shared/react/lazy-surface';
import { TidemarkDataSource } from './datasource';
import pluginJson from './plugin.json';
import type { TidemarkOptions, TidemarkQuery } from './types';

// The datasource is fetched by every dashboard that queries it; its editors only by who edits.
const ready = import('../shared/i18n/plugin-ready').then(({ pluginReady }) => pluginReady(pluginJson.id));
const ConfigEditor = lazySurface(ready, () => import('./components/ConfigEditor'));
const QueryEditor = lazySurface(ready, () => import('./components/QueryEditor'));

export const plugin = new DataSourcePlugin<TidemarkDataSource, TidemarkQuery, TidemarkOptions>(TidemarkDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
