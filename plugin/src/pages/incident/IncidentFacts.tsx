import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import { dateText } from '../../shared/i18n/date-text';
import { RAW } from '../../shared/i18n/raw';
import type { IncidentBody } from '../../shared/api/contract';
import { valueText } from '../../shared/incidents/value-text';
import {
  impactText,
  incidentEndMs,
  levelName,
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
  const time = (timeMs: number) => dateText(timeMs, 'second-of-year', timeZone);
  const { verdict, peakValue, peakExpected, peakMs, peakScore } = incident;
  const facts: Array<[name: string, value: string | null]> = [
    [t('facts.status', 'Status'), statusAndSpan(incident, nowMs)],
    [t('facts.began', 'Began'), time(incident.startMs)],
    [
      incident.status === 'open' ? t('facts.last-seen', 'Last seen') : t('facts.ended', 'Ended'),
      time(incidentEndMs(incident)),
    ],
    [
      t('facts.severity', 'Severity'),
      t('facts.severity-value', '{{severity}} of 100, {{level}}', {
        ...{ severity: Math.round(incident.severity), level: levelName(severityLevel(incident.severity)) },
      }),
    ],
    [t('facts.impact', 'Impact'), impactText(incident, unit)],
    [
      t('facts.worst', 'At its worst'),
      t('facts.worst-value', '{{value}}, where {{expected}} was expected ({{time}}, score {{score}})', {
        ...RAW,
        value: peakValue === null ? t('facts.no-value', 'no value') : valueText(peakValue, unit),
        ...{ expected: valueText(peakExpected, unit), time: time(peakMs), score: peakScore.toFixed(1) },
      }),
    ],
    [
      t('facts.verdict', 'Verdict'),
      verdict === null
        ? null
        : [
            verdictName(verdict.verdict),
            verdict.by === '' ? '' : ` ${t('facts.by', 'by {{name}}', { ...RAW, name: verdict.by })}`,
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

/** `Recovered, lasted 5 min`; of an open one `open for 5 min` says both. */
function statusAndSpan(incident: IncidentBody, nowMs: number): string {
  const span = spanText(incident, nowMs);
  return incident.status === 'open' ? span : `${statusText(incident)}, ${span}`;
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
