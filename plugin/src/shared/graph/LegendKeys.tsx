import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { useStyles2, useTheme2 } from '@grafana/ui';
import type { OverlayView } from '../view/overlay-view';
import { bandColor, groupColor } from './colors';
import type { VisibleLines } from './visible-lines';

/** What the bands, dashes and points around the lines mean, of those that are drawn. */
export function LegendKeys({ view, visible }: { readonly view: OverlayView; readonly visible: VisibleLines }) {
  const styles = useStyles2(getStyles);
  const theme = useTheme2();
  // Where few series of many have bands, the key has the colour of one that has.
  const leading = visible.bands[0]?.group ?? visible.groups[0];
  const color = leading === undefined ? theme.colors.text.secondary : groupColor(view.groups[leading], theme);
  const drawn = new Set(visible.order.map((line) => view.lines[line].role));
  const bands = new Set(visible.bands.map(({ kind }) => kind));
  return (
    <span className={styles.keys}>
      {drawn.has('expected') && (
        <Key text={t('graph.key.expected', 'expected')} style={{ borderTop: `2px dotted ${color}` }} shape="thin" />
      )}
      {bands.has('typical') && (
        <Key text={t('graph.key.typical', 'typical')} style={{ background: bandColor('typical', color) }} />
      )}
      {bands.has('limits') && (
        <Key text={t('graph.key.limits', 'limits')} style={{ background: bandColor('limits', color) }} />
      )}
      {drawn.has('forecastExpected') && (
        <Key text={t('graph.key.forecast', 'forecast')} style={{ borderTop: `2px dashed ${color}` }} shape="thin" />
      )}
      {drawn.has('anomalous') && (
        <Key text={t('graph.key.anomalous', 'anomalous')} style={{ background: theme.colors.error.main }} shape="dot" />
      )}
    </span>
  );
}

interface KeyProps {
  readonly text: string;
  readonly style: React.CSSProperties;
  readonly shape?: 'block' | 'thin' | 'dot';
}

function Key({ text, style, shape = 'block' }: KeyProps) {
  const styles = useStyles2(getStyles);
  return (
    <span className={styles.key}>
      <span className={styles[shape]} style={style} aria-hidden />
      {text}
    </span>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  keys: css({
    display: 'inline-flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1.5),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  key: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75) }),
  block: css({ width: theme.spacing(1.75), height: theme.spacing(1.25) }),
  thin: css({ width: theme.spacing(1.75), height: 0 }),
  dot: css({ width: theme.spacing(1), height: theme.spacing(1), borderRadius: theme.shape.radius.circle }),
});
