import { say, type CliIo } from './io.ts';

/** A close that hangs (a client that never hangs up) must not hold the terminal for ever. */
const CLOSE_LIMIT_MS = 10_000;
/** One Ctrl-C arrives more than once: from the terminal, and again from npm or the launcher that passes it on. */
const SAME_PRESS_MS = 1000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Resolves when the user (SIGINT) or the system (SIGTERM) has asked to stop and `close` is done. Asked again, or after
 * `CLOSE_LIMIT_MS`, it ends the process at once.
 */
export async function untilStopped(close: () => Promise<void>, io: CliIo): Promise<void> {
  const first = await new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of SIGNALS) process.once(signal, resolve);
  });
  say(io, `${first}: stopping`);
  const askedMs = io.nowMs();
  const giveUp = (): never => process.exit(1);
  const onSignal = (): void => {
    if (io.nowMs() - askedMs > SAME_PRESS_MS) giveUp();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  const limit = setTimeout(giveUp, CLOSE_LIMIT_MS);
  try {
    await close();
  } finally {
    clearTimeout(limit);
    // Their handlers stay: a press passed on late is not to kill a process that is about to end well.
  }
}
