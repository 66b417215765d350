/** What has been started so far, ended in reverse order, once. */
export interface CleanUp {
  add(what: string, end: () => void | Promise<void>): void;
  /** Every part is ended even where one before it fails; the failures come back together. */
  run(): Promise<void>;
}

export function createCleanUp(): CleanUp {
  const parts: { what: string; end: () => void | Promise<void> }[] = [];
  let running: Promise<void> | undefined;

  async function endAll(): Promise<void> {
    const failures: Error[] = [];
    for (const { what, end } of parts.toReversed()) {
      try {
        await end();
      } catch (error) {
        failures.push(new Error(`${what} could not be ended`, { cause: error }));
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
  }

  return {
    add: (what, end) => void parts.push({ what, end }),
    run: () => (running ??= endAll()),
  };
}
