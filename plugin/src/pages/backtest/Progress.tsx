import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { BacktestState } from './use-backtest';

/** What is being done, and how far it is. Its place is kept when nothing is, so that the page does not jump. */
export function Progress({ running }: Pick<BacktestState, 'running'>) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.place} role="status">
      {running !== null && (
        <>
          <span>{`${running.doing}…`}</span>
          <progress className={styles.bar} aria-label={running.doing} max={1} value={running.progress} />
        </>
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  place: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    minHeight: theme.spacing(3),
    color: theme.colors.text.secondary,
  }),
  bar: css({ flex: 1, accentColor: theme.colors.primary.main }),
});
