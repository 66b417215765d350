/** At most so many at once; the others wait their turn, in the order they came. */
export function createTurns(concurrency: number) {
  const waiting: (() => void)[] = [];
  let busy = 0;

  return async function take<T>(work: () => Promise<T>): Promise<T> {
    if (busy >= concurrency) await new Promise<void>((resolve) => waiting.push(resolve));
    else busy++;
    try {
      return await work();
    } finally {
      // The turn is handed on, so that nobody overtakes who waits.
      const next = waiting.shift();
      if (next === undefined) busy--;
      else next();
    }
  };
}
