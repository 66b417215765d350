import React from 'react';
import { css, keyframes } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import logo from '../../src/img/logo.svg';
import { useWatches } from '../../src/pages/parts/use-watches';
import { liveState } from './live-state';
import type { ColorMode } from './use-color-mode';

export interface WorkbenchHeaderProps {
  readonly mode: ColorMode;
  readonly onMode: (mode: ColorMode) => void;
}

export function WorkbenchHeader({ mode, onMode }: WorkbenchHeaderProps) {
  const styles = useStyles2(getStyles);
  const live = liveState(useWatches());
  const other = mode === 'dark' ? 'light' : 'dark';
  return (
    <header className={styles.header}>
      <img src={logo} alt="" className={styles.logo} />
      <h1 className={styles.name}>Tidemark</h1>
      <span className={styles.live} role="status">
        <span className={styles[live.kind]} aria-hidden />
        {live.text}
      </span>
      <Button
        className={styles.mode}
        icon="adjust-circle"
        variant="secondary"
        fill="text"
        aria-label={`Switch to ${other} theme`}
        onClick={() => onMode(other)}
      >
        {other === 'dark' ? 'Dark' : 'Light'}
      </Button>
    </header>
  );
}

const pulse = keyframes({ '0%, 100%': { opacity: 1 }, '50%': { opacity: 0.35 } });

const getStyles = (theme: GrafanaTheme2) => {
  const dot = css({
    width: theme.spacing(1),
    height: theme.spacing(1),
    borderRadius: theme.shape.radius.circle,
    flex: 'none',
  });
  return {
    header: css({
      display: 'flex',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      padding: theme.spacing(1.25, 2),
      background: theme.colors.background.primary,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    }),
    logo: css({ width: theme.spacing(3.5), height: theme.spacing(3.5) }),
    name: css({ margin: 0, fontSize: theme.typography.h4.fontSize, fontWeight: theme.typography.fontWeightMedium }),
    live: css({
      display: 'inline-flex',
      alignItems: 'center',
      gap: theme.spacing(1),
      color: theme.colors.text.secondary,
      fontVariantNumeric: 'tabular-nums',
      whiteSpace: 'nowrap',
    }),
    good: css(
      {
        background: theme.colors.success.main,
        [theme.transitions.handleMotion('no-preference')]: { animation: `${pulse} 2s infinite` },
      },
      dot,
    ),
    waiting: css({ background: theme.colors.warning.main }, dot),
    bad: css({ background: theme.colors.error.main }, dot),
    mode: css({ marginLeft: 'auto' }),
  };
};
