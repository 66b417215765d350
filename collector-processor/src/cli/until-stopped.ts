import { say, type CliIo } from './io.ts';

/** A close that hangs (a client that never hangs up) must not hold the terminal for ever. */
const CLOSE_LIMIT_MS = 10_000;

/**
 * Resolves when the user (SIGINT) or the system (SIGTERM) has asked to stop and `close` is done. A second signal, or
 * `CLOSE_LIMIT_MS`, ends the process at once.
 */
export async function untilStopped(close: () => Promise<void>, io: CliIo): Promise<void> {
  const signal = await new Promise<NodeJS.Signals>((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => resolve(name));
  });
  say(io, `${signal}: stopping`);
  const giveUp = (): never => process.exit(1);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, giveUp);
  const limit = setTimeout(giveUp, CLOSE_LIMIT_MS);
  try {
    await close();
  } finally {
    clearTimeout(limit);
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.off(name, giveUp);
  }
}
