import type { Transport } from '../../src/shared/api/transport';
import { TidemarkApiError } from '../../src/shared/api/api-error';

/** Where the access token of this tab is, and whether one is wanted: Tidemark asks for one where it is configured so. */
export interface TokenGate {
  token(): string | null;
  /** True after an answer that asked for a token, until one is given. */
  wanted(): boolean;
  give(token: string): void;
  refuse(): void;
  subscribe(listener: () => void): () => void;
}

const KEY = 'tidemark-anomaly-app.token';

/** Kept for the tab alone, so that a token does not outlive the session on a shared machine. */
export function createTokenGate(): TokenGate {
  const listeners = new Set<() => void>();
  let token = stored();
  let wanted = false;

  function change(next: string | null): void {
    token = next;
    wanted = next === null;
    store(next);
    listeners.forEach((listener) => listener());
  }

  return {
    token: () => token,
    wanted: () => wanted,
    give: change,
    refuse: () => change(null),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(token: string | null): void {
  try {
    if (token === null) {
      sessionStorage.removeItem(KEY);
    } else {
      sessionStorage.setItem(KEY, token);
    }
  } catch {
    // Storage can be forbidden; the token then lasts as long as the page.
  }
}

/** Tells the gate of every answer that wants a token. */
export function throughGate(transport: Transport, gate: TokenGate): Transport {
  return async (request) => {
    const sent = gate.token();
    try {
      return await transport(request);
    } catch (error) {
      // A token that was given meanwhile is not refused by the answer to an older request.
      if (error instanceof TidemarkApiError && error.status === 401 && gate.token() === sent) {
        gate.refuse();
      }
      throw error;
    }
  };
}
