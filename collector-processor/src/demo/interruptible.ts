import { TidemarkError } from '../errors/tidemark-error.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Runs work that a person may break off: until it is done, SIGINT and SIGTERM do not kill the process but make the next
 * `throwIfInterrupted` throw TLERR_INTERRUPTED, so that what was started can be ended. A second signal ends at once.
 */
export async function interruptible<T>(work: (throwIfInterrupted: () => void) => Promise<T>): Promise<T> {
  let signal: NodeJS.Signals | null = null;
  const onSignal = (given: NodeJS.Signals): void => {
    if (signal !== null) process.exit(1);
    signal = given;
  };
  for (const name of SIGNALS) process.on(name, onSignal);
  try {
    return await work(() => {
      if (signal !== null) throw new TidemarkError('TLERR_INTERRUPTED', { signal });
    });
  } finally {
    for (const name of SIGNALS) process.off(name, onSignal);
  }
}
