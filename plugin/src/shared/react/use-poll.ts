import { useEffect, useState } from 'react';
import { isAbort } from '../api/api-error';
import { errorSentence } from '../api/errors';

export interface Polled<T> {
  readonly data: T | null;
  /** Why the latest attempt failed, or null when it did not; `data` is then what was known before. */
  readonly error: string | null;
}

const RETRY_MS = 3000;

/**
 * Loads at once and again `periodMs` after each answer, for as long as `load` stays the same function.
 * Waits while the page is hidden. Null stops it.
 */
export function usePoll<T>(
  load: ((signal: AbortSignal) => Promise<T>) | null,
  periodMs: number,
): Polled<T> & { refresh: () => void } {
  const [polled, setPolled] = useState<Polled<T>>({ data: null, error: null });
  const [generation, setGeneration] = useState(0);

  useEffect(() => {
    if (load === null) {
      return undefined;
    }
    const abort = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (delayMs: number) => {
      timer = setTimeout(() => (document.hidden ? again(delayMs) : void run()), delayMs);
    };
    const run = async () => {
      try {
        const data = await load(abort.signal);
        if (!abort.signal.aborted) {
          setPolled({ data, error: null });
          again(periodMs);
        }
      } catch (error) {
        if (!abort.signal.aborted && !isAbort(error)) {
          setPolled((before) => ({ data: before.data, error: errorSentence(error) }));
          again(Math.max(periodMs, RETRY_MS));
        }
      }
    };
    void run();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [load, periodMs, generation]);

  return { ...polled, refresh: () => setGeneration((count) => count + 1) };
}
