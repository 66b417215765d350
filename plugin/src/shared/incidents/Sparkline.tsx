import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { RangeSeries } from '../api/contract';
import { sparklineShape } from './sparkline-shape';

const WIDTH_PX = 160;
const HEIGHT_PX = 40;
/** A line on the very edge would be cut in half. */
const MARGIN_PX = 2;

/** What an incident looked like, small. The row's text says the same, so it is not read out. */
export function Sparkline({ series }: { series: RangeSeries | null }) {
  const styles = useStyles2(getStyles);
  const shape = series === null ? null : sparklineShape(series, WIDTH_PX, HEIGHT_PX);
  const viewBox = [-MARGIN_PX, -MARGIN_PX, WIDTH_PX + 2 * MARGIN_PX, HEIGHT_PX + 2 * MARGIN_PX].join(' ');
  return (
    <svg viewBox={viewBox} className={styles.picture} aria-hidden data-testid="tidemark-sparkline">
      {shape !== null && (
        <>
          <path d={shape.band} className={styles.band} />
          <path d={shape.line} className={styles.line} />
          <path d={shape.outside} className={styles.outside} />
        </>
      )}
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2) => {
  const line = { fill: 'none', strokeWidth: 1.5, strokeLinejoin: 'round', strokeLinecap: 'round' } as const;
  return {
    picture: css({ width: theme.spacing(20), height: theme.spacing(5), flex: 'none' }),
    band: css({ fill: theme.colors.primary.transparent, stroke: 'none' }),
    line: css({ ...line, stroke: theme.colors.text.secondary }),
    outside: css({ ...line, stroke: theme.colors.error.text }),
  };
};
