import { DataSourcePlugin } from '@grafana/data';
import { lazySurface } from '../shared/react/lazy-surface';
import { TidemarkDataSource } from './datasource';
import { textsReady } from './texts-ready';
import type { TidemarkOptions, TidemarkQuery } from './types';

// The datasource is fetched by every dashboard that queries it; its editors only by who edits.
const ConfigEditor = lazySurface(textsReady, () => import('./components/ConfigEditor'));
const QueryEditor = lazySurface(textsReady, () => import('./components/QueryEditor'));

export const plugin = new DataSourcePlugin<TidemarkDataSource, TidemarkQuery, TidemarkOptions>(TidemarkDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
