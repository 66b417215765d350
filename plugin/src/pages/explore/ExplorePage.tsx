import React, { useMemo } from 'react';
import { useWorkspace } from '../../shared/workspace/use-workspace';
import { Workspace } from '../../shared/workspace/Workspace';
import { formatState, parseState, type WorkspaceState } from '../../shared/workspace/workspace-state';
import { useHost } from '../host';
import { withParams } from '../place';

/** One watch's graph large, and the incidents below it. */
export default function ExplorePage() {
  const { api, place, go, timeZone } = useHost();
  const { params } = place;
  const state = useMemo(() => parseState(params), [params]);
  const workspace = useWorkspace(api, state);
  const change = (part: Partial<WorkspaceState>) =>
    go({ page: 'explore', params: withParams(params, formatState({ ...parseState(params), ...part })) });
  return <Workspace workspace={workspace} state={state} timeZone={timeZone} onChange={change} />;
}
