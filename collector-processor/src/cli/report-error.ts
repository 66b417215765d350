import { messageOf } from '../errors/message-of.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { say, type CliIo } from './io.ts';

/** Tells an error: its code and sentence, then what to do. Returns the exit code. */
export function reportError(error: unknown, io: CliIo): number {
  if (isBrokenPipe(error)) return 0;
  const known =
    error instanceof TidemarkError
      ? error
      : new TidemarkError('TLERR_UNEXPECTED', { reason: messageOf(error) }, { cause: error });
  say(io, `${known.code}: ${known.message}`);
  say(io, known.help);
  if (io.env.DEBUG === 'tidemark') {
    const stack = (known.cause ?? known) as { stack?: string };
    say(io, stack.stack ?? String(stack));
  }
  return known.exitCode;
}

/** The reader of our output has seen enough (`tidemark replay … | head`). */
function isBrokenPipe(error: unknown): boolean {
  return (error as { cause?: { code?: unknown } } | null)?.cause?.code === 'EPIPE';
}
