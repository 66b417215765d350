import type { OnProgress } from '../intake/replay/types.ts';
import type { CliIo } from './io.ts';

/** What is done within this says nothing. */
const QUIET_MS = 2000;
/** A terminal's line is rewritten; a log gets a line now and then. */
const TERMINAL_EVERY_MS = 250;
const LOG_EVERY_MS = 10_000;

export interface Progress {
  readonly update: OnProgress;
  /** Clears the line, so that what follows stands alone. */
  end(): void;
}

export function createProgress({ stderr, nowMs }: Pick<CliIo, 'stderr' | 'nowMs'>): Progress {
  const startMs = nowMs();
  const everyMs = stderr.isTTY === true ? TERMINAL_EVERY_MS : LOG_EVERY_MS;
  let lastMs = -Infinity;
  return {
    update({ what, done, total }) {
      const now = nowMs();
      if (now - startMs < QUIET_MS || now - lastMs < everyMs) return;
      lastMs = now;
      const share = total === null || total === 0 ? '' : ` (${Math.floor((100 * done) / total)} %)`;
      const text = `${done.toLocaleString('en')} ${what}${share}`;
      stderr.write(stderr.isTTY === true ? `\r\x1b[K${text}` : `${text}\n`);
    },
    end() {
      if (stderr.isTTY === true && lastMs > -Infinity) stderr.write('\r\x1b[K');
    },
  };
}
