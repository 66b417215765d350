import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2 } from '@grafana/ui';
import type { PointRow } from '../view/point-model';
import type { GraphFormats } from './formats';
import { stateText, whyText } from './why';

export interface TooltipRowProps {
  readonly row: PointRow;
  readonly detailed: boolean;
  readonly color: string;
  readonly formats: GraphFormats;
}

/** One series in the tooltip: its value, and with detail what was expected of it and why it is judged so. */
export function TooltipRow({ row, detailed, color, formats }: TooltipRowProps) {
  const styles = useStyles2(getStyles);
  const headline = row.state === 'forecast' ? row.expected : row.value;
  return (
    <div className={styles.row}>
      <div className={styles.headline}>
        <span className={styles.swatch} style={{ background: color }} />
        <span className={styles.name}>{row.name}</span>
        <span className={styles.value}>
          {headline === null ? t('graph.tooltip.no-value', 'no value') : formats.value(row.group, headline)}
        </span>
      </div>
      {detailed && <Facts row={row} formats={formats} />}
    </div>
  );
}

/** Put into words only where they are shown: with many series that is most of what a move of the pointer costs. */
function Facts({ row, formats }: Pick<TooltipRowProps, 'row' | 'formats'>) {
  const styles = useStyles2(getStyles);
  const text = (value: number) => formats.value(row.group, value);
  const span = (from: number | null, to: number | null) =>
    from === null || to === null ? null : `${text(from)} – ${text(to)}`;
  const forecast = row.state === 'forecast';
  const alarming = row.state === 'anomalous' || row.state === 'absent';
  const facts: ReadonlyArray<[name: string, value: string | null, alarming?: boolean]> = [
    [t('graph.fact.expected', 'Expected'), forecast || row.expected === null ? null : text(row.expected)],
    [t('graph.fact.limits', 'Limits'), span(row.lower, row.upper)],
    [t('graph.fact.typical', 'Typical'), span(row.typicalLower, row.typicalUpper)],
    [t('graph.fact.score', 'Score'), row.score?.toFixed(2) ?? null, (row.score ?? 0) > 1],
    [t('graph.fact.state', 'State'), stateText(row.state), alarming],
    [t('graph.fact.why', 'Why'), whyText(row, text), alarming],
  ];
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value, alarmed]) =>
        value === null ? null : (
          <React.Fragment key={name}>
            <dt className={styles.factName}>{name}</dt>
            <dd className={alarmed ? styles.alarming : styles.factValue}>{value}</dd>
          </React.Fragment>
        ),
      )}
    </dl>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  row: css({ padding: theme.spacing(0.5, 0) }),
  headline: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(1) }),
  swatch: css({
    width: theme.spacing(1.5),
    height: theme.spacing(0.5),
    borderRadius: theme.shape.radius.pill,
    flex: 'none',
  }),
  name: css({ flex: 1, overflowWrap: 'anywhere' }),
  value: css({
    fontWeight: theme.typography.fontWeightMedium,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
  }),
  facts: css({
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    columnGap: theme.spacing(2),
    margin: theme.spacing(0.5, 0, 0, 2.5),
    fontVariantNumeric: 'tabular-nums',
  }),
  factName: css({ color: theme.colors.text.secondary, fontWeight: theme.typography.fontWeightRegular, margin: 0 }),
  factValue: css({ margin: 0, textAlign: 'right' }),
  alarming: css({
    margin: 0,
    textAlign: 'right',
    color: theme.colors.error.text,
    fontWeight: theme.typography.fontWeightMedium,
  }),
});
