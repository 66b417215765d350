import { useCallback } from 'react';
import { usePoll } from '../../shared/react/use-poll';
import { useHost } from '../host';

const REFRESH_MS = 2000;

/** The watches there are, kept fresh; null until the first answer. `nowMs` is the clock at the newest one. */
export function useWatches() {
  const { api } = useHost();
  const load = useCallback(
    async (signal: AbortSignal) => ({ ...(await api.watches(signal)), nowMs: Date.now() }),
    [api],
  );
  const { data, error, refresh } = usePoll(load, REFRESH_MS);
  const watches = data?.watches ?? null;
  const unitOf = (name: string) => watches?.find((watch) => watch.name === name)?.unit ?? '';
  return { watches, nowMs: data?.nowMs ?? 0, error, refresh, unitOf };
}
