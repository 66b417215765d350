import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { IncidentBody, IncidentDetail } from '../../shared/api/contract';
import { seriesName } from '../../shared/frames/names';
import { dateText } from '../../shared/i18n/date-text';
import { oneDecimal } from '../../shared/i18n/language';
import { className, spanText, verdictName } from '../../shared/incidents/describe';
import { formatState } from '../../shared/workspace/workspace-state';
import { useHost } from '../host';
import { PlaceLink } from '../parts/PlaceLink';
import { placeParams } from '../place';

interface Props {
  readonly nowMs: number;
}

/** Incidents as links, each with what is known of it below. */
export function IncidentLinks({ incidents, nowMs }: Props & { readonly incidents: readonly IncidentBody[] }) {
  const { timeZone } = useHost();
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list}>
      {incidents.map((incident) => (
        <li key={incident.id}>
          <PlaceLink to={{ page: 'incidents', id: incident.id }}>
            {`${className(incident.class)} · ${incident.watch} ${seriesName('', incident.labels)}`}
          </PlaceLink>
          <span className={styles.note}>
            {[
              dateText(incident.startMs, 'minute', timeZone),
              spanText(incident, nowMs),
              t('facts.severity-short', 'severity {{severity}}', { severity: Math.round(incident.severity) }),
              incident.verdict === null ? null : verdictName(incident.verdict.verdict),
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Series that moved at the same time, without an incident of their own: links to their graphs. */
export function MovedLinks({ detail }: { readonly detail: IncidentDetail }) {
  const styles = useStyles2(getStyles);
  const { fromMs, toMs } = detail.window;
  return (
    <ul className={styles.list}>
      {detail.moved.map(({ watch, labels, peakScore, direction }) => (
        <li key={`${watch} ${JSON.stringify(labels)}`}>
          <PlaceLink
            to={{
              page: 'explore',
              params: placeParams(
                formatState({ watch, series: labels, range: { kind: 'fixed', fromMs, toMs }, incidentId: null }),
              ),
            }}
          >
            {`${watch} ${seriesName('', labels)}`}
          </PlaceLink>
          <span className={styles.note}>
            {direction < 0
              ? t('facts.moved-below', 'below what was expected, score {{score}}', { score: oneDecimal(peakScore) })
              : t('facts.moved-above', 'above what was expected, score {{score}}', { score: oneDecimal(peakScore) })}
          </span>
        </li>
      ))}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({
    listStyle: 'none',
    margin: 0,
    padding: theme.spacing(0.5, 2, 1.5),
    '&:empty': { display: 'none' },
    // Two lines, however short: entries that are one line or two are hard to tell apart.
    '& li': { display: 'flex', flexDirection: 'column', alignItems: 'flex-start', padding: theme.spacing(0.5, 0) },
  }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
});
