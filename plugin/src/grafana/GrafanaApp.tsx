import React, { useMemo } from 'react';
import type { NavModelItem } from '@grafana/data';
import { t } from '@grafana/i18n';
import { config, PluginPage } from '@grafana/runtime';
import { Alert, Combobox, EmptyState, InlineField, LinkButton, LoadingPlaceholder } from '@grafana/ui';
import { AppPages } from '../pages/AppPages';
import { HostProvider, type Host } from '../pages/host';
import { pageTitle } from '../pages/page-title';
import type { TidemarkApi } from '../shared/api/client';
import { createGrafanaHost } from './grafana-host';
import { useGrafanaPlace, type GrafanaPlace } from './grafana-place';
import { useDatasourceApi } from './use-datasource-api';
import { DATASOURCE_TYPE, useTidemarkDatasources } from './use-tidemark-datasources';

/** The app in Grafana: its pages, on one of the Tidemark datasources. */
export default function GrafanaApp() {
  const datasources = useTidemarkDatasources();
  const where = useGrafanaPlace();
  const chosen = datasources.find(({ uid }) => uid === where.datasourceUid) ?? datasources[0];
  const picker =
    datasources.length > 1 ? (
      <InlineField label="Tidemark" htmlFor="tidemark-datasource">
        <Combobox
          id="tidemark-datasource"
          width={30}
          options={datasources.map(({ uid, name }) => ({ value: uid, label: name }))}
          value={chosen.uid}
          onChange={({ value }) => where.chooseDatasource(value)}
        />
      </InlineField>
    ) : null;
  return (
    <PluginPage
      actions={picker}
      pageNav={subPage(where)}
      renderTitle={isOneIncident(where) ? undefined : () => <h1>{pageTitle(where.place.page)}</h1>}
      // What the app is for is told by the catalog; here it would stand above every list of incidents.
      subTitle=""
    >
      {chosen === undefined ? <NoDatasource /> : <OnDatasource key={chosen.uid} {...chosen} where={where} />}
    </PluginPage>
  );
}

/** Pages of the navigation have their names from there; one incident is a page below them. */
function subPage({ place, href }: GrafanaPlace): NavModelItem | undefined {
  const parentItem = { text: t('incident.title-many', 'Incidents'), url: href({ page: 'incidents' }) };
  return isOneIncident({ place }) ? { text: t('incident.title-one', 'Incident'), parentItem } : undefined;
}

function isOneIncident({ place }: Pick<GrafanaPlace, 'place'>): boolean {
  return place.page === 'incidents' && place.id !== null;
}

function NoDatasource() {
  return (
    <EmptyState
      variant="call-to-action"
      message={t('app.no-datasource', 'No Tidemark datasource yet')}
      button={
        <LinkButton href={`${config.appSubUrl}/connections/datasources/${DATASOURCE_TYPE}`} icon="plus">
          {t('app.add', 'Add a Tidemark datasource')}
        </LinkButton>
      }
    >
      {t(
        'app.no-datasource-help',
        'It tells Grafana where your collector-processor is; then incidents show here, and bands on any graph.',
      )}
    </EmptyState>
  );
}

interface OnDatasourceProps {
  readonly uid: string;
  readonly name: string;
  readonly where: GrafanaPlace;
}

function OnDatasource({ uid, name, where }: OnDatasourceProps) {
  const state = useDatasourceApi(uid);
  switch (state.status) {
    case 'loading':
      return <LoadingPlaceholder text={t('loads.loading', 'Loading…')} />;
    case 'failed':
      return (
        <Alert severity="error" title={t('app.unusable', 'The Tidemark datasource cannot be used')}>
          {state.message}
        </Alert>
      );
    case 'ready':
      return <Pages api={state.api} datasource={{ uid, name }} where={where} />;
  }
}

interface PagesProps {
  readonly api: TidemarkApi;
  readonly datasource: { readonly uid: string; readonly name: string };
  readonly where: GrafanaPlace;
}

function Pages({ api, datasource, where }: PagesProps) {
  const { uid, name } = datasource;
  const grafana = useMemo(() => createGrafanaHost({ uid, name }), [uid, name]);
  const { user } = config.bootData;
  const host: Host = {
    api,
    place: where.place,
    go: where.go,
    href: where.href,
    timeZone: user.timezone || 'browser',
    userName: user.login,
    canEdit: grafana.isAdmin || user.orgRole === 'Editor',
    grafana,
  };
  return (
    <HostProvider value={host}>
      <div data-testid="tidemark-page">
        <AppPages />
      </div>
    </HostProvider>
  );
}
