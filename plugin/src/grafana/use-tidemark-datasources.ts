import { useMemo } from 'react';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';

export const DATASOURCE_TYPE = 'tidemark-anomaly-datasource';

/** The Tidemark datasources that this person may use; the default one, if it is among them, first. */
export function useTidemarkDatasources(): DataSourceInstanceSettings[] {
  return useMemo(() => {
    // Whatever it is asked for, Grafana adds its own built-in datasource.
    const found = getDataSourceSrv()
      .getList({ type: DATASOURCE_TYPE })
      .filter(({ type }) => type === DATASOURCE_TYPE);
    return found.sort((a, b) => Number(b.isDefault === true) - Number(a.isDefault === true));
  }, []);
}
