import type { DataSourceApi } from '@grafana/data';
import { t } from '@grafana/i18n';
import { getDataSourceSrv } from '@grafana/runtime';
import type { TidemarkApi } from '../shared/api/client';
import type { GiveVerdict } from '../shared/graph/use-card-verdict';

/** Sends a verdict through the datasource that the incident came from. */
export const giveVerdict: GiveVerdict = async (incident, kind) => {
  const datasource: (DataSourceApi & { api?: TidemarkApi }) | null =
    incident.datasourceUid === null ? null : await getDataSourceSrv().get(incident.datasourceUid);
  if (datasource?.api === undefined) {
    throw new Error(
      t(
        'panel.verdict.no-datasource',
        'This incident does not say which Tidemark datasource it came from. Open it in the app.',
      ),
    );
  }
  await datasource.api.verdict(incident.id, { verdict: kind });
};
