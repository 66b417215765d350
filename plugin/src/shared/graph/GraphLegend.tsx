import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { OverlayView } from '../view/overlay-view';
import { bandColor, groupColor } from './colors';
import type { VisibleLines } from './visible-lines';

export interface GraphLegendProps {
  readonly view: OverlayView;
  readonly visible: VisibleLines;
  readonly picked: string | null;
  readonly onPick: (key: string | null) => void;
}

/** Series (press one to see it alone) and the key to what is drawn around them. */
export function GraphLegend({ view, visible, picked, onPick }: GraphLegendProps) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  const [leading = 0] = visible.groups;
  const color = view.groups.length === 0 ? theme.colors.text.secondary : groupColor(view.groups[leading], theme);
  const drawn = new Set(visible.order.map((line) => view.lines[line].role));
  const bands = new Set(visible.bands.map(({ kind }) => kind));
  const only = view.groups.length === 1;
  return (
    <div className={styles.legend}>
      {view.groups.map((group) => (
        <button
          key={group.key}
          type="button"
          className={picked !== null && picked !== group.key ? styles.dimmed : styles.series}
          aria-pressed={picked === group.key}
          disabled={only}
          onClick={() => onPick(picked === group.key ? null : group.key)}
        >
          <span className={styles.line} style={{ background: groupColor(group, theme) }} />
          {group.name}
        </button>
      ))}
      <span className={styles.keys}>
        {drawn.has('expected') && <Key text="expected" style={{ borderTop: `2px dotted ${color}` }} thin />}
        {bands.has('typical') && <Key text="typical" style={{ background: bandColor('typical', color) }} />}
        {bands.has('limits') && <Key text="limits" style={{ background: bandColor('limits', color) }} />}
        {drawn.has('forecastExpected') && <Key text="forecast" style={{ borderTop: `2px dashed ${color}` }} thin />}
        {drawn.has('anomalous') && <Key text="anomalous" style={{ background: theme.colors.error.main }} dot />}
      </span>
    </div>
  );
}

interface KeyProps {
  readonly text: string;
  readonly style: React.CSSProperties;
  readonly thin?: boolean;
  readonly dot?: boolean;
}

function Key({ text, style, thin = false, dot = false }: KeyProps) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.key}>
      <span className={dot ? styles.dot : thin ? styles.thin : styles.block} style={style} aria-hidden />
      {text}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const series = css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    padding: theme.spacing(0.25, 0.5),
    border: 'none',
    background: 'none',
    color: theme.colors.text.primary,
    textAlign: 'left',
    overflowWrap: 'anywhere',
    borderRadius: theme.shape.radius.default,
    '&:not(:disabled):hover': { background: theme.colors.action.hover },
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}` },
  });
  return {
    legend: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: theme.spacing(1),
      fontSize: theme.typography.bodySmall.fontSize,
      paddingTop: theme.spacing(0.5),
    }),
    series,
    dimmed: css({ opacity: 0.45 }, series),
    line: css({
      width: theme.spacing(1.75),
      height: theme.spacing(0.5),
      borderRadius: theme.shape.radius.pill,
      flex: 'none',
    }),
    keys: css({
      display: 'inline-flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1.5),
      marginLeft: 'auto',
      color: theme.colors.text.secondary,
    }),
    key: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
    block: css({ width: theme.spacing(1.75), height: theme.spacing(1.25) }),
    thin: css({ width: theme.spacing(1.75), height: 0 }),
    dot: css({ width: theme.spacing(1), height: theme.spacing(1), borderRadius: theme.shape.radius.circle }),
  };
};
