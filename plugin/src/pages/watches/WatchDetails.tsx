import React, { useCallback } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import { Alert, useStyles2 } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';
import type { Watch, WatchDetail } from '../../shared/api/contract';
import { troubleSentence } from '../../shared/api/errors';
import { usePoll } from '../../shared/react/use-poll';
import { useHost } from '../host';
import { LoadTrouble } from '../parts/LoadTrouble';
import { WatchActions } from './WatchActions';
import { WatchFacts } from './WatchFacts';

interface Props {
  readonly watch: Watch;
  readonly onChanged: () => void;
}

const REFRESH_MS = 5000;

/** How well a watch does, and what can be done with it. */
export function WatchDetails({ watch, onChanged }: Props) {
  const { api } = useHost();
  const styles = useStyles2(getStyles);
  const { name } = watch;
  const load = useCallback((signal: AbortSignal) => api.watch(name, signal), [api, name]);
  const { data, error, refresh } = usePoll(load, REFRESH_MS);
  const changed = () => {
    onChanged();
    refresh();
  };
  return (
    <div className={styles.details}>
      <LoadTrouble what={t('loads.watch', 'This watch')} error={error} stale={data !== null} />
      {data !== null && (
        <>
          <PullTrouble detail={data} />
          <WatchFacts detail={data} />
          {data.yaml !== null && (
            <details>
              <summary>{t('watches.as-yaml', 'As in tidemark.yaml')}</summary>
              <pre className={styles.yaml}>{data.yaml}</pre>
            </details>
          )}
          <WatchActions detail={data} onChanged={changed} />
        </>
      )}
    </div>
  );
}

function PullTrouble({ detail: { pull } }: { readonly detail: WatchDetail }) {
  if (pull === null) {
    return null;
  }
  const { state, source, lastError, warnings } = pull;
  return (
    <>
      {state === 'failing' && lastError !== null && (
        <Alert
          severity="error"
          title={t('watches.no-answer', '{{source}} does not answer; the watch goes on as soon as it does', {
            ...RAW,
            source,
          })}
        >
          {troubleSentence(lastError)}
        </Alert>
      )}
      {warnings.map((warning) => (
        <Alert key={warning} severity="info" title={warning} />
      ))}
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  details: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    padding: theme.spacing(0.5, 2, 2, 4.5),
  }),
  yaml: css({ margin: theme.spacing(1, 0, 0), overflowX: 'auto' }),
});
