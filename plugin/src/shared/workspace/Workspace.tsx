import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, useStyles2 } from '@grafana/ui';
import type { IncidentBody } from '../api/contract';
import { DEFAULT_GRAPH_OPTIONS } from '../graph/options';
import { OverlayGraph } from '../graph/OverlayGraph';
import { incidentEndMs } from '../incidents/describe';
import { IncidentsList } from '../incidents/IncidentsList';
import { useElementWidth } from '../react/use-element-width';
import { isEmptyView } from '../view/overlay-view';
import { SeriesHeadline } from './SeriesHeadline';
import { incidentWindow } from './time-window';
import type { Workspace as WorkspaceData } from './use-workspace';
import { WorkspaceControls } from './WorkspaceControls';
import type { WorkspaceState } from './workspace-state';
import { GraphPlaceholder, WaitingForData } from './WorkspaceStates';

export interface WorkspaceProps {
  readonly workspace: WorkspaceData;
  readonly state: WorkspaceState;
  readonly timeZone: TimeZone;
  readonly onChange: (change: Partial<WorkspaceState>) => void;
  /** May not judge. */
  readonly readOnly?: boolean;
  /** A link to all that is known of an incident. */
  readonly linkTo?: (incident: IncidentBody) => React.ReactNode;
}

const GRAPH_HEIGHT_PX = 400;

/** One graph large, the incidents below it: the workbench's page, and the app's in Grafana. */
export function Workspace({ workspace, state, timeZone, onChange, readOnly, linkTo }: WorkspaceProps) {
  const styles = useStyles2(getStyles);
  const { ref, width } = useElementWidth();
  const { watches, watch, seriesList, series, view, window, incidents } = workspace;

  if (watches === null) {
    return workspace.error === null ? (
      <GraphPlaceholder text={t('explore.connecting', 'Connecting…')} height={GRAPH_HEIGHT_PX} />
    ) : (
      <Alert severity="error" title={t('explore.unreachable', 'Tidemark cannot be reached. Trying again…')}>
        {workspace.error}
      </Alert>
    );
  }
  if (watch === null || watches.every(({ seriesCount }) => seriesCount === 0)) {
    return <WaitingForData />;
  }

  const select = (incident: IncidentBody) => {
    const stepMs = watches.find(({ name }) => name === incident.watch)?.stepMs ?? watch.stepMs;
    onChange({
      watch: incident.watch,
      series: incident.labels,
      incidentId: incident.id,
      range: {
        kind: 'fixed',
        ...incidentWindow({ startMs: incident.startMs, endMs: incidentEndMs(incident) }, stepMs, workspace.nowMs),
      },
    });
  };

  return (
    <div className={styles.workspace}>
      {workspace.error !== null && (
        <Alert severity="warning" title={t('explore.stale', 'Not up to date. Trying again…')}>
          {workspace.error}
        </Alert>
      )}
      <WorkspaceControls {...{ state, watches, watch, seriesList, series, onChange }} />
      <section className={styles.card} aria-label={t('explore.graph', 'Graph')}>
        <SeriesHeadline watch={watch} view={view} live={state.range.kind === 'live'} timeZone={timeZone} />
        <div className={styles.graph} ref={ref}>
          {view === null || width === 0 ? (
            <GraphPlaceholder
              text={
                seriesList.length === 0
                  ? t('explore.first-step', 'Waiting for the first step…')
                  : t('loads.loading', 'Loading…')
              }
              height={GRAPH_HEIGHT_PX}
            />
          ) : isEmptyView(view) ? (
            <p className={styles.empty} style={{ height: GRAPH_HEIGHT_PX }}>
              {t('explore.nothing', 'There is nothing in this time range.')}
            </p>
          ) : (
            <OverlayGraph
              view={view}
              options={DEFAULT_GRAPH_OPTIONS}
              range={window}
              timeZone={timeZone}
              width={width}
              height={GRAPH_HEIGHT_PX}
              selectedIncidentId={state.incidentId}
              onZoom={({ from, to }) => onChange({ range: { kind: 'fixed', fromMs: from, toMs: to } })}
            />
          )}
        </div>
      </section>
      {workspace.verdictError !== null && (
        <Alert severity="error" title={t('facts.not-kept', 'The verdict was not kept')}>
          {workspace.verdictError}
        </Alert>
      )}
      <section className={styles.card} aria-label={t('incident.title-many', 'Incidents')}>
        <h2 className={styles.heading}>
          {t('incident.title-many', 'Incidents')} <span className={styles.count}>{incidentCount(incidents)}</span>
        </h2>
        {incidents !== null && (
          <IncidentsList
            incidents={incidents}
            total={workspace.incidentTotal}
            unitOf={workspace.unitOf}
            nowMs={workspace.nowMs}
            timeZone={timeZone}
            selectedId={state.incidentId}
            sending={workspace.sending}
            onSelect={select}
            onVerdict={(judged, kind) => void workspace.judge(judged, kind)}
            readOnly={readOnly}
            linkTo={linkTo}
          />
        )}
      </section>
    </div>
  );
}

function incidentCount(incidents: readonly IncidentBody[] | null): string {
  if (incidents === null) {
    return '';
  }
  const open = incidents.filter(({ status }) => status === 'open').length;
  return open === 0 ? t('explore.none-open', 'none open') : t('watches.open', '{{count}} open', { count: open });
}

const getStyles = (theme: GrafanaTheme2) => ({
  workspace: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(2) }),
  card: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
    overflow: 'hidden',
    minWidth: 0,
  }),
  graph: css({ margin: theme.spacing(0, 1.5, 1) }),
  empty: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    color: theme.colors.text.secondary,
    margin: 0,
  }),
  heading: css({
    margin: 0,
    padding: theme.spacing(1.5, 2),
    fontSize: theme.typography.h5.fontSize,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  count: css({
    marginLeft: theme.spacing(1),
    color: theme.colors.text.secondary,
    fontWeight: theme.typography.fontWeightRegular,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
});
