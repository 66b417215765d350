import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { IncidentBody } from '../../shared/api/contract';
import { useHost } from '../host';
import { incidentFacts } from './incident-facts';

interface Props {
  readonly incident: IncidentBody;
  readonly unit: string;
  readonly nowMs: number;
}

/** What is known of an incident, as names and values. */
export function IncidentFacts({ incident, unit, nowMs }: Props) {
  const { timeZone } = useHost();
  const styles = useStyles2(getStyles);
  return (
    <dl className={styles.facts}>
      {incidentFacts(incident, { unit, nowMs, timeZone }).map(([name, value]) => (
        <React.Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </React.Fragment>
      ))}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'max-content 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    padding: theme.spacing(1.5, 2),
    '& dt': { color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  }),
});
