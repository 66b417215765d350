import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './components/ConfigEditor';
import { QueryEditor } from './components/QueryEditor';
import { TidemarkDataSource } from './datasource';
import type { TidemarkOptions, TidemarkQuery } from './types';

export const plugin = new DataSourcePlugin<TidemarkDataSource, TidemarkQuery, TidemarkOptions>(TidemarkDataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor);
