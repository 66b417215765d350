import React, { useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Text, useStyles2 } from '@grafana/ui';
import type { IncidentBody } from '../api/contract';
import { BundleToggle } from './BundleToggle';
import type { VerdictKind } from './describe';
import { bundleIncidents } from './incident-bundles';
import { rowsOf, toggled } from './incident-rows';
import { IncidentRow } from './IncidentRow';
import type { SendingVerdict } from './use-verdicts';

export interface IncidentsListProps {
  readonly incidents: readonly IncidentBody[];
  /** How many there are in all; more than the list holds when it was cut. */
  readonly total: number;
  readonly unitOf: (watch: string) => string;
  readonly nowMs: number;
  readonly timeZone: TimeZone;
  readonly selectedId: string | null;
  readonly sending: SendingVerdict;
  /** May not judge. */
  readonly readOnly?: boolean;
  readonly onSelect: (incident: IncidentBody) => void;
  /** Of all that a row stands for: what began together, as long as it is folded. */
  readonly onVerdict: (incidents: readonly IncidentBody[], kind: VerdictKind) => void;
  /** A link to all that is known of an incident. */
  readonly linkTo?: (incident: IncidentBody) => React.ReactNode;
}

/** Incidents, newest first; those still open before all others. What began together in one service is one row. */
export function IncidentsList(props: IncidentsListProps) {
  const { incidents, total, unitOf, nowMs, timeZone, selectedId, sending, onSelect, onVerdict, linkTo } = props;
  const styles = useStyles2(getStyles);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const bundles = useMemo(() => bundleIncidents(sortedIncidents(incidents)), [incidents]);
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
        {rowsOf(bundles, opened).map(({ incident, standsFor, bundle, opened: open, inner }) => (
          <IncidentRow
            key={incident.id}
            incident={incident}
            unit={unitOf(incident.watch)}
            nowMs={nowMs}
            timeZone={timeZone}
            selected={standsFor.some(({ id }) => id === selectedId)}
            sending={sending?.ids.includes(incident.id) === true ? sending.kind : null}
            readOnly={props.readOnly}
            onSelect={() => onSelect(incident)}
            onVerdict={(kind) => onVerdict(standsFor, kind)}
            lead={inner && <span className={styles.inner} />}
            link={linkTo?.(incident)}
            foot={
              bundle && (
                <BundleToggle
                  bundle={bundle}
                  open={open}
                  onToggle={() => setOpened((before) => toggled(before, bundle.key))}
                />
              )
            }
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
  inner: css({ width: theme.spacing(3) }),
  empty: css({ padding: theme.spacing(4), textAlign: 'center' }),
  more: css({ padding: theme.spacing(1, 1.5), color: theme.colors.text.secondary }),
});
