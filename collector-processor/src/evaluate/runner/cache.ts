import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';

/** Finished results on disk: what a run that was stopped need not do again. */
export interface ResultCache<Subject, Result> {
  /** null where there is none, or none that can be read. */
  get(subject: Subject, model: string): Result | null;
  put(subject: Subject, model: string, result: Result): void;
}

/** Remembers nothing. */
export const noCache: ResultCache<unknown, never> = { get: () => null, put: () => undefined };

/**
 * One file a result, named after everything the result depends on: the subject as it is, the model, its code.
 *
 * @param keyOf what tells one subject from every other, whenever it is read
 * @throws TidemarkError TLERR_OUTPUT_UNWRITABLE where the folder cannot be made
 */
export function createCache<Subject, Result>(
  folder: string,
  keyOf: (subject: Subject) => unknown,
  codeOf: (model: string) => string,
): ResultCache<Subject, Result> {
  const failed = (error: unknown): TidemarkError =>
    new TidemarkError('TLERR_OUTPUT_UNWRITABLE', { output: folder, reason: messageOf(error) }, { cause: error });
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw failed(error);
  }
  const pathOf = (subject: Subject, model: string): string => {
    const key = JSON.stringify([keyOf(subject), model, codeOf(model)]);
    return join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.result`);
  };
  return {
    get(subject, model) {
      try {
        return deserialize(readFileSync(pathOf(subject, model))) as Result;
      } catch {
        return null;
      }
    },
    put(subject, model, result) {
      const path = pathOf(subject, model);
      try {
        // A reader never sees half a file.
        writeFileSync(`${path}.new`, serialize(result));
        renameSync(`${path}.new`, path);
      } catch (error) {
        throw failed(error);
      }
    },
  };
}
