import { CommanderError } from 'commander';
import type { CliIo } from './io.ts';
import { createProgram } from './program.ts';
import { reportError } from './report-error.ts';

/** Runs one command line; resolves to the exit code, never throws. */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  try {
    await createProgram(io).parseAsync(args, { from: 'user' });
    return 0;
  } catch (error) {
    // Commander has said what it had to say: help, version, or a fault of usage.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, io);
  }
}
