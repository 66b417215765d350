import { useMemo } from 'react';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';

export const DATASOURCE_TYPE = 'tidemark-anomaly-datasource';

/** The Tidemark datasources that this person may use; the default one, if it is among them, first. */
export function useTidemarkDatasources(): DataSourceInstanceSettings[] {
  return useMemo(() => {
    // Grafana lists the default datasource twice: once as "default".
    const found = new Map(
      getDataSourceSrv()
        .getList({ type: DATASOURCE_TYPE })
        .map((one) => [one.uid, one]),
    );
    return [...found.values()].sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  }, []);
}
