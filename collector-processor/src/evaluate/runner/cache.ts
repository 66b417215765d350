import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { SeriesResult, SeriesSource } from '../types.ts';

/** Finished results on disk: what a run that was stopped need not do again. */
export interface ResultCache {
  /** null where there is none, or none that can be read. */
  get(source: SeriesSource, detector: string): SeriesResult | null;
  put(source: SeriesSource, detector: string, result: SeriesResult): void;
}

/** Remembers nothing. */
export const noCache: ResultCache = { get: () => null, put: () => undefined };

/**
 * One file a result, named after everything the result depends on: the series' file as it is, the detector, its code.
 *
 * @throws TidemarkError TLERR_OUTPUT_UNWRITABLE where the folder cannot be made
 */
export function createCache(folder: string, codeOf: (detector: string) => string): ResultCache {
  const failed = (error: unknown): TidemarkError =>
    new TidemarkError('TLERR_OUTPUT_UNWRITABLE', { output: folder, reason: messageOf(error) }, { cause: error });
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw failed(error);
  }
  const pathOf = (source: SeriesSource, detector: string): string => {
    const key = JSON.stringify([source, detector, codeOf(detector)]);
    return join(folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.result`);
  };
  return {
    get(source, detector) {
      try {
        return deserialize(readFileSync(pathOf(source, detector))) as SeriesResult;
      } catch {
        return null;
      }
    },
    put(source, detector, result) {
      const path = pathOf(source, detector);
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
