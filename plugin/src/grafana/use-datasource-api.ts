import { useEffect, useState } from 'react';
import type { DataSourceApi } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { TidemarkApi } from '../shared/api/client';
import { errorSentence } from '../shared/api/errors';

export type DatasourceApiState =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly api: TidemarkApi }
  | { readonly status: 'failed'; readonly message: string };

/** The API behind a datasource instance. The datasource is a bundle of its own: only this one property is relied on. */
export function useDatasourceApi(uid: string): DatasourceApiState {
  const [state, setState] = useState<DatasourceApiState>({ status: 'loading' });
  useEffect(() => {
    let wanted = true;
    const show = (next: DatasourceApiState) => wanted && setState(next);
    getDataSourceSrv()
      .get(uid)
      .then((datasource: DataSourceApi & { api?: TidemarkApi }) =>
        show(
          datasource.api === undefined
            ? { status: 'failed', message: `The datasource "${datasource.name}" is not one of Tidemark.` }
            : { status: 'ready', api: datasource.api },
        ),
      )
      .catch((error: unknown) => show({ status: 'failed', message: errorSentence(error) }));
    return () => {
      wanted = false;
    };
  }, [uid]);
  return state;
}
