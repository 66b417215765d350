import React from 'react';
import { Alert, LoadingPlaceholder } from '@grafana/ui';

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
    return stale ? null : <LoadingPlaceholder text="Loading…" />;
  }
  return (
    <Alert
      severity={stale ? 'warning' : 'error'}
      title={`${what} cannot be ${stale ? 'refreshed' : 'loaded'}. Trying again…`}
    >
      {error}
    </Alert>
  );
}
