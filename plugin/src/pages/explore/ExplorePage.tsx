import React, { useMemo } from 'react';
import { t } from '@grafana/i18n';
import { seriesName } from '../../shared/frames/names';
import { RAW } from '../../shared/i18n/raw';
import { useWorkspace } from '../../shared/workspace/use-workspace';
import { Workspace } from '../../shared/workspace/Workspace';
import { formatState, parseState, type WorkspaceState } from '../../shared/workspace/workspace-state';
import { useHost } from '../host';
import { PlaceButton } from '../parts/PlaceLink';
import { withParams } from '../place';

/** One watch's graph large, and the incidents below it. */
export default function ExplorePage() {
  const { api, place, go, timeZone, userName, canEdit } = useHost();
  const { params } = place;
  const state = useMemo(() => parseState(params), [params]);
  const workspace = useWorkspace(api, state, userName);
  const change = (part: Partial<WorkspaceState>) =>
    go({ page: 'explore', params: withParams(params, formatState({ ...parseState(params), ...part })) });
  return (
    <Workspace
      {...{ workspace, state, timeZone }}
      onChange={change}
      readOnly={!canEdit}
      linkTo={({ id, watch, labels }) => (
        <PlaceButton
          to={{ page: 'incidents', id }}
          size="sm"
          variant="secondary"
          fill="text"
          icon="arrow-right"
          aria-label={t('explore.details-of', 'Details of {{series}}', { ...RAW, series: seriesName(watch, labels) })}
        >
          {t('explore.details', 'Details')}
        </PlaceButton>
      )}
    />
  );
}
