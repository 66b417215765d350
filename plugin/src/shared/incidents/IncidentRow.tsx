import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { IncidentBody } from '../api/contract';
import { labelText, sortedLabels } from '../frames/names';
import { incidentColor } from '../frames/incidents';
import { className, levelName, severityLevel, spanText, statusText, type VerdictKind } from './describe';
import { dateText } from '../i18n/date-text';
import { whyText } from './why-text';
import { VerdictButtons } from './VerdictButtons';

export interface IncidentRowProps {
  readonly incident: IncidentBody;
  readonly unit: string;
  readonly nowMs: number;
  readonly timeZone: TimeZone;
  readonly selected: boolean;
  readonly sending: VerdictKind | null;
  readonly onSelect: () => void;
  readonly onVerdict: (kind: VerdictKind) => void;
  /** May not judge: the verdict is told, not asked for. */
  readonly readOnly?: boolean;
  /** Before the text: a tick box. */
  readonly lead?: React.ReactNode;
  /** Beside the text: what it looked like. */
  readonly picture?: React.ReactNode;
  /** After the verdicts: where all that is known of it is told. */
  readonly link?: React.ReactNode;
  /** Under all of it. */
  readonly foot?: React.ReactNode;
}

export function IncidentRow(props: IncidentRowProps) {
  const { incident, unit, nowMs, timeZone, selected, sending, onSelect, onVerdict } = props;
  const { readOnly = false, lead, picture, link, foot } = props;
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const color = theme.visualization.getColorByName(incidentColor(incident));
  const open = incident.status === 'open';
  const labels = sortedLabels(incident.labels);
  return (
    <li
      className={cx(styles.row, selected && styles.selected)}
      style={{ borderLeftColor: color }}
      data-testid="tidemark-incident"
    >
      {lead}
      <button type="button" className={styles.open} aria-pressed={selected} onClick={onSelect}>
        <span className={styles.heading}>
          <span className={styles.kind}>{className(incident.class)}</span>
          <span className={styles.watch}>{incident.watch}</span>
          {labels.map(([name, value]) => (
            <span key={name} className={styles.label} title={`${name} = ${value}`}>
              {labelText(name, value)}
            </span>
          ))}
          <span className={open ? styles.statusOpen : styles.status}>{statusText(incident)}</span>
        </span>
        <span className={styles.explanation}>{whyText(incident, unit, timeZone)}</span>
        <span className={styles.facts}>
          {dateText(incident.startMs, 'second', timeZone)} · {spanText(incident, nowMs)}
        </span>
      </button>
      {picture}
      <div className={styles.side}>
        <Severity severity={incident.severity} color={color} />
        <span className={styles.buttons}>
          <VerdictButtons incident={incident} sending={sending} onVerdict={onVerdict} readOnly={readOnly} />
          {link}
        </span>
      </div>
      {foot}
    </li>
  );
}

function Severity({ severity, color }: { severity: number; color: string }) {
  const styles = useStyles2(getStyles);
  const rounded = Math.round(severity);
  return (
    <span
      className={styles.severity}
      title={t('incident.severity-of', 'Severity {{severity}} of 100', { severity: rounded })}
    >
      <span className={styles.meter}>
        <span className={styles.meterFill} style={{ width: `${rounded}%`, background: color }} />
      </span>
      <span className={styles.severityNumber}>
        {rounded} {levelName(severityLevel(severity))}
      </span>
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const status = css({
    fontSize: theme.typography.bodySmall.fontSize,
    color: theme.colors.text.secondary,
    marginLeft: theme.spacing(0.5),
  });
  return {
    row: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      borderLeft: `${theme.spacing(0.5)} solid`,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      background: theme.colors.background.primary,
      '&:hover': { background: theme.colors.emphasize(theme.colors.background.primary, 0.03) },
    }),
    selected: css({
      background: theme.colors.action.selected,
      '&:hover': { background: theme.colors.action.selected },
    }),
    open: css({
      flex: '1 1 240px',
      minWidth: 0,
      display: 'flex',
      flexDirection: 'column',
      gap: theme.spacing(0.5),
      padding: theme.spacing(1.25, 1.5),
      border: 'none',
      background: 'none',
      textAlign: 'left',
      color: theme.colors.text.primary,
      '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
    }),
    heading: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.75) }),
    kind: css({ fontWeight: theme.typography.fontWeightBold }),
    watch: css({ color: theme.colors.text.secondary }),
    label: css({
      padding: theme.spacing(0, 0.75),
      borderRadius: theme.shape.radius.default,
      background: theme.colors.background.secondary,
      border: `1px solid ${theme.colors.border.weak}`,
      fontSize: theme.typography.bodySmall.fontSize,
      overflowWrap: 'anywhere',
    }),
    status,
    statusOpen: css(
      {
        '&&': { color: theme.colors.error.text },
        fontWeight: theme.typography.fontWeightMedium,
      },
      status,
    ),
    explanation: css({ overflowWrap: 'anywhere' }),
    facts: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    side: css({
      display: 'flex',
      flexDirection: 'column',
      justifyContent: 'center',
      alignItems: 'flex-end',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 1.5),
      marginLeft: 'auto',
    }),
    buttons: css({ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(0.5) }),
    severity: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(1) }),
    meter: css({
      width: theme.spacing(9),
      height: theme.spacing(0.75),
      borderRadius: theme.shape.radius.pill,
      background: theme.colors.action.disabledBackground,
      overflow: 'hidden',
    }),
    meterFill: css({ display: 'block', height: '100%' }),
    severityNumber: css({
      fontSize: theme.typography.bodySmall.fontSize,
      fontVariantNumeric: 'tabular-nums',
      color: theme.colors.text.secondary,
    }),
  };
};
