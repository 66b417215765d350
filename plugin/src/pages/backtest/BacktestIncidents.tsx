import React, { useState } from 'react';
import { css, cx } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Button, useStyles2 } from '@grafana/ui';
import type { IncidentBody } from '../../shared/api/contract';
import { seriesName } from '../../shared/frames/names';
import { className, impactText, incidentEndMs, durationText } from '../../shared/incidents/describe';
import { useHost } from '../host';

interface Props {
  readonly incidents: readonly IncidentBody[];
  readonly unit: string;
  readonly openId: string | null;
  readonly onOpen: (incident: IncidentBody) => void;
}

const FIRST_SHOWN = 10;

/** What would have been told, newest first; a click shows it in the graph. */
export function BacktestIncidents({ incidents, unit, openId, onOpen }: Props) {
  const { timeZone } = useHost();
  const styles = useStyles2(getStyles);
  const [all, setAll] = useState(false);
  if (incidents.length === 0) {
    return <p className={styles.none}>{t('try.none', 'None: nothing would have been told in this time.')}</p>;
  }
  const shown = all ? incidents : incidents.slice(0, FIRST_SHOWN);
  return (
    <ul className={styles.list}>
      {shown.map((incident) => (
        <li key={incident.id}>
          <button
            type="button"
            className={cx(styles.row, incident.id === openId && styles.open)}
            aria-pressed={incident.id === openId}
            onClick={() => onOpen(incident)}
          >
            <span>{dateTimeFormat(incident.startMs, { timeZone, format: 'ddd D MMM, HH:mm' })}</span>
            <strong>{className(incident.class)}</strong>
            <span>{seriesName(incident.watch, incident.labels)}</span>
            <span className={styles.note}>
              {[
                durationText(incidentEndMs(incident) - incident.startMs),
                t('facts.severity-short', 'severity {{severity}}', { severity: Math.round(incident.severity) }),
                impactText(incident, unit),
              ]
                .filter((part) => part !== null)
                .join(' · ')}
            </span>
          </button>
        </li>
      ))}
      {incidents.length > shown.length && (
        <li className={styles.more}>
          <Button size="sm" variant="secondary" fill="text" onClick={() => setAll(true)}>
            {t('try.show-all', 'Show all {{count}}', { count: incidents.length })}
          </Button>
        </li>
      )}
    </ul>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  none: css({ margin: 0, padding: theme.spacing(1.5, 2), color: theme.colors.text.secondary }),
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  row: css({
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(2),
    width: '100%',
    padding: theme.spacing(0.75, 2),
    border: 'none',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    background: 'none',
    textAlign: 'left',
    color: theme.colors.text.primary,
    '&:hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  open: css({ background: theme.colors.action.selected }),
  note: css({ color: theme.colors.text.secondary, marginLeft: 'auto' }),
  more: css({ padding: theme.spacing(0.5, 1) }),
});
