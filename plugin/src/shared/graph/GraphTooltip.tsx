import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Icon, useStyles2, useTheme2 } from '@grafana/ui';
import type { PointModel, PointRow } from '../view/point-model';
import { regionColor } from './draw-regions';
import type { GraphFormats } from './formats';

export interface GraphTooltipProps {
  readonly model: PointModel;
  readonly focusedGroup: number | null;
  readonly colorOf: (group: number) => string;
  readonly formats: GraphFormats;
}

/** With more series than this the tooltip lists values only, and tells all about the one under the pointer. */
const ROWS_WITH_DETAIL = 2;
const MAX_ROWS = 12;

/** What was measured at a time, what was expected, and why it is (or is not) anomalous. */
export function GraphTooltip({ model, focusedGroup, colorOf, formats }: GraphTooltipProps) {
  const styles = useStyles2(getStyles);
  const detailed = (row: PointRow) => model.rows.length <= ROWS_WITH_DETAIL || row.group === focusedGroup;
  const rows = [...model.rows].sort((a, b) => Number(b.group === focusedGroup) - Number(a.group === focusedGroup));
  const hidden = rows.length - MAX_ROWS;
  return (
    <div className={styles.tooltip} data-testid="tidemark-tooltip">
      <div className={styles.time}>{formats.time(model.timeMs)}</div>
      {rows.slice(0, MAX_ROWS).map((row) => (
        <Row key={row.group} row={row} detailed={detailed(row)} color={colorOf(row.group)} formats={formats} />
      ))}
      {hidden > 0 && <div className={styles.more}>and {hidden} more</div>}
      {model.regions.map((region, index) => (
        <RegionNote key={index} title={region.title} text={region.text} color={region.color} />
      ))}
    </div>
  );
}

interface RowProps {
  readonly row: PointRow;
  readonly detailed: boolean;
  readonly color: string;
  readonly formats: GraphFormats;
}

const STATE_TEXT: Readonly<Record<PointRow['state'], string | null>> = {
  forecast: 'forecast',
  absent: 'no data',
  learning: 'learning: no alarms yet',
  anomalous: 'outside the limits',
  held: 'within the limits, incident still open',
  normal: 'within the limits',
  unjudged: null,
};

function Row({ row, detailed, color, formats }: RowProps) {
  const styles = useStyles2(getStyles);
  const text = (value: number) => formats.value(row.group, value);
  const headline = row.state === 'forecast' ? row.expected : row.value;
  return (
    <div className={styles.row}>
      <div className={styles.headline}>
        <span className={styles.swatch} style={{ background: color }} />
        <span className={styles.name}>{row.name}</span>
        <span className={styles.value}>{headline === null ? 'no value' : text(headline)}</span>
      </div>
      {detailed && (
        <dl className={styles.facts}>
          {row.state !== 'forecast' && row.expected !== null && <Fact name="Expected" value={text(row.expected)} />}
          {row.lower !== null && row.upper !== null && (
            <Fact name="Limits" value={`${text(row.lower)} – ${text(row.upper)}`} />
          )}
          {row.typicalLower !== null && row.typicalUpper !== null && (
            <Fact name="Typical" value={`${text(row.typicalLower)} – ${text(row.typicalUpper)}`} />
          )}
          {row.score !== null && <Fact name="Score" value={row.score.toFixed(2)} alarming={row.score > 1} />}
          {STATE_TEXT[row.state] !== null && (
            <Fact name="State" value={STATE_TEXT[row.state] ?? ''} alarming={row.state === 'anomalous'} />
          )}
        </dl>
      )}
    </div>
  );
}

function Fact({ name, value, alarming = false }: { name: string; value: string; alarming?: boolean }) {
  const styles = useStyles2(getStyles);
  return (
    <>
      <dt className={styles.factName}>{name}</dt>
      <dd className={alarming ? styles.alarming : styles.factValue}>{value}</dd>
    </>
  );
}

function RegionNote({ title, text, color }: { title: string; text: string; color: string | null }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  return (
    <div className={styles.note} style={{ borderLeftColor: regionColor({ color }, theme) }}>
      {title !== '' && (
        <div className={styles.noteTitle}>
          <Icon name="exclamation-circle" size="sm" /> {title}
        </div>
      )}
      {text !== '' && <div>{text}</div>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  tooltip: css({
    whiteSpace: 'normal',
    minWidth: theme.spacing(26),
    maxWidth: theme.spacing(46),
    padding: theme.spacing(1),
  }),
  time: css({ color: theme.colors.text.secondary, marginBottom: theme.spacing(0.5) }),
  more: css({ color: theme.colors.text.secondary }),
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
  note: css({
    marginTop: theme.spacing(1),
    padding: theme.spacing(0.5, 1),
    borderLeft: `${theme.spacing(0.5)} solid`,
    background: theme.colors.background.secondary,
    overflowWrap: 'anywhere',
  }),
  noteTitle: css({ fontWeight: theme.typography.fontWeightMedium }),
});
