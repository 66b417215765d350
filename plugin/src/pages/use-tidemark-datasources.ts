import { useMemo } from 'react';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';

export const DATASOURCE_TYPE = 'tidemark-anomaly-datasource';

/** The Tidemark datasources that this person may use; the default one, if it is among them, first. */
export function useTidemarkDatasources(): DataSourceInstanceSettings[] {
  return useMemo(() => {
    const found = getDataSourceSrv().getList({ type: DATASOURCE_TYPE });
    return [...found].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  }, []);
}
