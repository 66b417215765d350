import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Text, useStyles2 } from '@grafana/ui';
import type { IncidentBody } from '../api/contract';
import type { VerdictKind } from './describe';
import { IncidentRow } from './IncidentRow';

export interface IncidentsListProps {
  readonly incidents: readonly IncidentBody[];
  /** How many there are in all; more than the list holds when it was cut. */
  readonly total: number;
  readonly unitOf: (watch: string) => string;
  readonly nowMs: number;
  readonly timeZone: TimeZone;
  readonly selectedId: string | null;
  readonly sending: { readonly id: string; readonly kind: VerdictKind } | null;
  readonly onSelect: (incident: IncidentBody) => void;
  readonly onVerdict: (incident: IncidentBody, kind: VerdictKind) => void;
}

/** Incidents, newest first; those still open before all others. */
export function IncidentsList(props: IncidentsListProps) {
  const { incidents, total, unitOf, nowMs, timeZone, selectedId, sending, onSelect, onVerdict } = props;
  const styles = useStyles2(getStyles);
  if (incidents.length === 0) {
    return (
      <div className={styles.empty} data-testid="tidemark-no-incidents">
        <Text element="p" color="secondary">
          {t('incident.none', 'No incidents in this time range: everything was where it should be.')}
        </Text>
      </div>
    );
  }
  return (
    <>
      <ul className={styles.list} aria-label={t('incident.title-many', 'Incidents')}>
        {sortedIncidents(incidents).map((incident) => (
          <IncidentRow
            key={incident.id}
            incident={incident}
            unit={unitOf(incident.watch)}
            nowMs={nowMs}
            timeZone={timeZone}
            selected={incident.id === selectedId}
            sending={sending?.id === incident.id ? sending.kind : null}
            onSelect={() => onSelect(incident)}
            onVerdict={(kind) => onVerdict(incident, kind)}
          />
        ))}
      </ul>
      {total > incidents.length && (
        <p className={styles.more}>
          {t('incident.newest', 'The newest {{shown}} of {{total}}. Choose a shorter time range to see the others.', {
            ...{ shown: incidents.length, total },
          })}
        </p>
      )}
    </>
  );
}

export function sortedIncidents(incidents: readonly IncidentBody[]): IncidentBody[] {
  const openFirst = (incident: IncidentBody) => (incident.status === 'open' ? 0 : 1);
  // One outage opens many at once: the total stands before its parts.
  const size = ({ labels }: IncidentBody) => Object.keys(labels).length;
  return [...incidents].sort(
    (a, b) => openFirst(a) - openFirst(b) || b.startMs - a.startMs || size(a) - size(b) || b.severity - a.severity,
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  empty: css({ padding: theme.spacing(4), textAlign: 'center' }),
  more: css({ padding: theme.spacing(1, 1.5), color: theme.colors.text.secondary }),
});
