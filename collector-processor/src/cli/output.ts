import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';
import { messageOf } from '../errors/message-of.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';

export interface Output {
  /** Resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** Resolves when all is with the operating system. */
  close(): Promise<void>;
}

/** A file, or standard output for `-`. Both throw TLERR_OUTPUT_UNWRITABLE. */
export function openOutput(path: string, stdout: Writable): Output {
  const output = path === '-' ? 'standard output' : path;
  const stream = path === '-' ? stdout : createWriteStream(path);
  let fault: TidemarkError | null = null;
  let wake = (): void => undefined;
  const onDrain = (): void => wake();
  const onError = (error: unknown): void => {
    fault ??= new TidemarkError('TLERR_OUTPUT_UNWRITABLE', { output, reason: messageOf(error) }, { cause: error });
    wake();
  };
  stream.on('error', onError).on('drain', onDrain);

  async function settled(start: (done: () => void) => void): Promise<void> {
    if (fault === null) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        start(resolve);
      });
    }
    if (fault !== null) throw fault;
  }

  return {
    write: (text) =>
      settled((done) => {
        if (stream.write(text)) done();
      }),
    async close() {
      try {
        await settled((done) => {
          // Standard output is the process's own and stays open.
          if (path === '-') stream.write('', () => done());
          else stream.end(() => done());
        });
      } finally {
        stream.off('drain', onDrain);
        // A stream that failed may say so again.
        if (fault === null) stream.off('error', onError);
      }
    },
  };
}
