import type { Readable, Writable } from 'node:stream';
import type { Environment } from '../config/environment.ts';

/** All that a command touches outside itself, so that tests can hand in their own. */
export interface CliIo {
  readonly stdin: Readable;
  /** Results only. */
  readonly stdout: Writable;
  /** Everything said to a person: progress, summaries, errors. */
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly env: Environment;
  /** Monotonic, ms. */
  readonly nowMs: () => number;
}

export function say(io: Pick<CliIo, 'stderr'>, line: string): void {
  io.stderr.write(`${line}\n`);
}
