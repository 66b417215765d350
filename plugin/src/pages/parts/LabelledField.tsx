import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';

interface Props {
  readonly label: string;
  /** Of the input that it names. */
  readonly id: string;
  readonly help?: string;
  readonly children: React.ReactNode;
}

/** A small name above an input, and under it what it does. */
export function LabelledField({ label, id, help, children }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children}
      {help !== undefined && <span className={styles.label}>{help}</span>}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  field: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(0.5), maxWidth: '100%' }),
  label: css({ margin: 0, fontSize: theme.typography.bodySmall.fontSize, color: theme.colors.text.secondary }),
});
