import React, { useCallback, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, Tooltip, useStyles2 } from '@grafana/ui';
import { errorSentence } from '../../src/shared/api/errors';
import { usePoll } from '../../src/shared/react/use-poll';
import { BACK_TO_NORMAL, type TroublesApi } from './troubles-api';

const PERIOD_MS = 3000;

/** Buttons that put the demo's shop into real trouble; nothing where no demo runs. */
export function TroubleBar({ troubles }: { troubles: TroublesApi }) {
  const styles = useStyles2(getStyles);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, setPending] = useState<string | null>(null);
  const load = useCallback((signal: AbortSignal) => troubles.list(signal), [troubles]);
  const { data, refresh } = usePoll(load, PERIOD_MS);
  if (data === null) {
    return null;
  }

  const start = async (id: string) => {
    setPending(id);
    setFailure(null);
    try {
      await troubles.start(id);
      refresh();
    } catch (error) {
      setFailure(errorSentence(error));
    } finally {
      setPending(null);
    }
  };
  const active = data.troubles.find(({ id }) => id === data.active);
  return (
    <section className={styles.bar} aria-label="Trouble in the demo shop">
      <span className={styles.title}>Cause trouble in the shop</span>
      {data.troubles
        .filter(({ id }) => id !== BACK_TO_NORMAL)
        .map(({ id, title, description }) => (
          <Tooltip key={id} content={description}>
            <Button
              size="sm"
              variant={id === data.active ? 'destructive' : 'secondary'}
              aria-pressed={id === data.active}
              disabled={pending !== null}
              onClick={() => void start(id)}
            >
              {title}
            </Button>
          </Tooltip>
        ))}
      <Button
        size="sm"
        variant="success"
        icon="check"
        fill="outline"
        disabled={pending !== null || active === undefined}
        onClick={() => void start(BACK_TO_NORMAL)}
      >
        Back to normal
      </Button>
      <span className={styles.note} role="status">
        {failure ?? active?.description ?? 'An incident shows within two steps of ten seconds.'}
      </span>
    </section>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2),
    border: `1px dashed ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.primary,
  }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, marginRight: theme.spacing(0.5) }),
  note: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize, minWidth: 0 }),
});
