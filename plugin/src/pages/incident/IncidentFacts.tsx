import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { IncidentBody } from '../../shared/api/contract';
import { valueText } from '../../shared/incidents/value-text';
import {
  impactText,
  incidentEndMs,
  severityLevel,
  spanText,
  statusText,
  verdictName,
} from '../../shared/incidents/describe';
import { useHost } from '../host';

interface Props {
  readonly incident: IncidentBody;
  readonly unit: string;
  readonly nowMs: number;
}

/** What is known of an incident, as names and values. */
export function IncidentFacts({ incident, unit, nowMs }: Props) {
  const { timeZone } = useHost();
  const styles = useStyles2(getStyles);
  const time = (timeMs: number) => dateTimeFormat(timeMs, { timeZone, format: 'ddd D MMM YYYY, HH:mm:ss' });
  const { verdict, peakValue, peakExpected, peakMs, peakScore } = incident;
  const facts: Array<[name: string, value: string | null]> = [
    ['Status', `${statusText(incident)}, ${spanText(incident, nowMs)}`],
    ['Began', time(incident.startMs)],
    [incident.status === 'open' ? 'Last seen' : 'Ended', time(incidentEndMs(incident))],
    ['Severity', `${Math.round(incident.severity)} of 100, ${severityLevel(incident.severity)}`],
    ['Impact', impactText(incident, unit)],
    [
      'At its worst',
      `${peakValue === null ? 'no value' : valueText(peakValue, unit)}, where ${valueText(peakExpected, unit)} was expected (${time(peakMs)}, score ${peakScore.toFixed(1)})`,
    ],
    [
      'Verdict',
      verdict === null
        ? null
        : [
            verdictName(verdict.verdict),
            verdict.by === '' ? '' : ` by ${verdict.by}`,
            `, ${time(verdict.atMs)}`,
            verdict.comment === '' ? '' : `: ${verdict.comment}`,
          ].join(''),
    ],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <React.Fragment key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </React.Fragment>
          ),
      )}
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
