import { useCallback, useEffect, useState } from 'react';
import { locationService } from '@grafana/runtime';
import { formatState, parseState, type WorkspaceState } from '../shared/workspace/workspace-state';

/** The workspace's state in Grafana's address bar. */
export function useLocationState(): [WorkspaceState, (change: Partial<WorkspaceState>) => void] {
  const [state, setState] = useState(() => parseState(locationService.getSearch()));
  useEffect(() => locationService.getHistory().listen(() => setState(parseState(locationService.getSearch()))), []);
  const change = useCallback((part: Partial<WorkspaceState>) => {
    const next = { ...parseState(locationService.getSearch()), ...part };
    locationService.partial(formatState(next));
  }, []);
  return [state, change];
}
