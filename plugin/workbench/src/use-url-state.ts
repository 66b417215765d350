import { useCallback, useEffect, useState } from 'react';
import { formatState, parseState, type WorkspaceState } from '../../src/shared/workspace/workspace-state';

/** The workspace's state, kept in the page's address; back and forward work. */
export function useUrlState(): [WorkspaceState, (change: Partial<WorkspaceState>) => void] {
  const [state, setState] = useState(fromAddress);

  useEffect(() => {
    const follow = () => setState(fromAddress());
    window.addEventListener('popstate', follow);
    return () => window.removeEventListener('popstate', follow);
  }, []);

  const change = useCallback((part: Partial<WorkspaceState>) => {
    const next = { ...fromAddress(), ...part };
    const params = new URLSearchParams(window.location.search);
    for (const [name, value] of Object.entries(formatState(next))) {
      if (value === null) {
        params.delete(name);
      } else {
        params.set(name, value);
      }
    }
    window.history.pushState(null, '', `?${params.toString()}`);
    setState(next);
  }, []);
  return [state, change];
}

function fromAddress(): WorkspaceState {
  return parseState(new URLSearchParams(window.location.search));
}
