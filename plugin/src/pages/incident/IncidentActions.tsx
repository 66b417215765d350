import React from 'react';
import { t } from '@grafana/i18n';
import { ClipboardButton, LinkButton, Stack } from '@grafana/ui';
import type { Note } from '../../grafana/read-notes';
import type { IncidentDetail } from '../../shared/api/contract';
import { formatState } from '../../shared/workspace/workspace-state';
import { useHost } from '../host';
import { PlaceButton } from '../parts/PlaceLink';
import { placeParams } from '../place';
import { incidentReport } from './incident-report';

interface Props {
  readonly detail: IncidentDetail;
  readonly notes: readonly Note[];
  readonly nowMs: number;
}

/** The graphs that show it (the one in Grafana that people know, and the app's own), and its text to send to others. */
export function IncidentActions({ detail, notes, nowMs }: Props) {
  const { grafana, href, timeZone } = useHost();
  const { incident, watch, window } = detail;
  const state = {
    ...{ watch: incident.watch, series: incident.labels, incidentId: incident.id },
    range: { kind: 'fixed', fromMs: window.fromMs, toMs: window.toMs },
  } as const;
  const report = () => {
    const url = new URL(href({ page: 'incidents', id: incident.id }), document.baseURI).href;
    return incidentReport({ detail, notes, url, nowMs, timeZone });
  };
  return (
    <Stack gap={1} wrap="wrap">
      {grafana !== null && watch !== null && watch.panel !== null && (
        <LinkButton
          href={grafana.panelHref({ panel: watch.panel, labels: incident.labels, ...window })}
          icon="apps"
          variant="secondary"
        >
          {t('facts.dashboard', 'Dashboard')}
        </LinkButton>
      )}
      <PlaceButton to={{ page: 'explore', params: placeParams(formatState(state)) }} icon="compass" variant="secondary">
        {t('facts.explore', 'Explore')}
      </PlaceButton>
      <ClipboardButton icon="copy" variant="secondary" getText={report}>
        {t('report.copy', 'Copy as text')}
      </ClipboardButton>
    </Stack>
  );
}
