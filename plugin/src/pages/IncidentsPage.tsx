import React, { useState } from 'react';
import { config, PluginPage } from '@grafana/runtime';
import { Alert, Combobox, EmptyState, LinkButton, LoadingPlaceholder } from '@grafana/ui';
import type { TidemarkApi } from '../shared/api/client';
import { useWorkspace } from '../shared/workspace/use-workspace';
import { Workspace } from '../shared/workspace/Workspace';
import { useDatasourceApi } from './use-datasource-api';
import { useLocationState } from './use-location-state';
import { DATASOURCE_TYPE, useTidemarkDatasources } from './use-tidemark-datasources';

/** The app's page: the graph and the incidents of one Tidemark datasource. */
export default function IncidentsPage() {
  const datasources = useTidemarkDatasources();
  const [uid, setUid] = useState<string | null>(datasources[0]?.uid ?? null);
  const picker =
    datasources.length > 1 ? (
      <Combobox
        aria-labelledby="tidemark-datasource"
        width={30}
        options={datasources.map((datasource) => ({ value: datasource.uid, label: datasource.name }))}
        value={uid}
        onChange={({ value }) => setUid(value)}
      />
    ) : null;
  return (
    <PluginPage actions={picker}>{uid === null ? <NoDatasource /> : <DatasourceWorkspace uid={uid} />}</PluginPage>
  );
}

function NoDatasource() {
  return (
    <EmptyState
      variant="call-to-action"
      message="No Tidemark datasource yet"
      button={
        <LinkButton href={`${config.appSubUrl}/connections/datasources/${DATASOURCE_TYPE}`} icon="plus">
          Add a Tidemark datasource
        </LinkButton>
      }
    >
      It tells Grafana where your collector-processor is; then incidents show here, and bands on any graph.
    </EmptyState>
  );
}

function DatasourceWorkspace({ uid }: { uid: string }) {
  const state = useDatasourceApi(uid);
  switch (state.status) {
    case 'loading':
      return <LoadingPlaceholder text="Loading…" />;
    case 'failed':
      return (
        <Alert severity="error" title="The Tidemark datasource cannot be used">
          {state.message}
        </Alert>
      );
    case 'ready':
      return <LiveWorkspace api={state.api} />;
  }
}

function LiveWorkspace({ api }: { api: TidemarkApi }) {
  const [state, change] = useLocationState();
  const workspace = useWorkspace(api, state);
  return (
    <Workspace
      workspace={workspace}
      state={state}
      timeZone={config.bootData.user.timezone || 'browser'}
      onChange={change}
    />
  );
}
