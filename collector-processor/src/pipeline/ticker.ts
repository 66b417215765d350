import type { Logger } from 'pino';

/**
 * Work at intervals that never overlaps with itself: the next run is timed from the end of the last one. A run that
 * fails is logged and the next one comes all the same.
 */
export function createTicker(logger: Pick<Logger, 'error'>) {
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function every(intervalMs: number, work: () => void | Promise<void>): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = Promise.resolve()
        .then(work)
        .catch((error: unknown) => logger.error({ err: error }, 'work at intervals failed; it goes on'))
        .finally(() => {
          running.delete(run);
          if (!stopped) every(intervalMs, work);
        });
      running.add(run);
    }, intervalMs);
    timers.add(timer);
  }

  return {
    every,
    /** No further runs; resolves when those under way have ended. */
    async stop(): Promise<void> {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.all(running);
    },
  };
}
