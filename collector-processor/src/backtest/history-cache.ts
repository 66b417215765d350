import type { History } from './types.ts';

/** A person turns knobs on the same history: the last few are kept, so that each turn costs its scoring alone. */
const KEPT = 3;
const KEPT_MS = 600_000;

export function createHistoryCache(clock: () => number) {
  const kept = new Map<string, { readonly history: History; readonly atMs: number }>();

  return {
    get(key: string): History | null {
      const found = kept.get(key);
      return found === undefined || clock() - found.atMs > KEPT_MS ? null : found.history;
    },
    put(key: string, history: History): void {
      kept.delete(key);
      kept.set(key, { history, atMs: clock() });
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    },
  };
}
