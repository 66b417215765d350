import React from 'react';
import { t } from '@grafana/i18n';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { RAW } from '../../shared/i18n/raw';

interface Props {
  /** What is loaded, for the sentence: `The incidents`. */
  readonly what: string;
  readonly error: string | null;
  /** Something older is shown all the same. */
  readonly stale: boolean;
}

/** Why a page shows nothing yet, or nothing new. */
export function LoadTrouble({ what, error, stale }: Props) {
  if (error === null) {
    return stale ? null : <LoadingPlaceholder text={t('loads.loading', 'Loading…')} />;
  }
  return (
    <Alert
      severity={stale ? 'warning' : 'error'}
      title={
        stale
          ? t('loads.stale', '{{what}} cannot be refreshed. Trying again…', { ...RAW, what })
          : t('loads.failed', '{{what}} cannot be loaded. Trying again…', { ...RAW, what })
      }
    >
      {error}
    </Alert>
  );
}
