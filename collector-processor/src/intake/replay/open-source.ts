import type { Readable } from 'node:stream';
import type { WatchDefinition } from '../../measure/watch-source.ts';
import { openCsvSource } from './csv-source.ts';
import { openReplayInput } from './input.ts';
import { openOtlpSource } from './otlp-source.ts';
import type { OnProgress, ReplaySource, TuningOf } from './types.ts';

export interface ReplaySourceOptions {
  /** `-` is standard input. */
  readonly path: string;
  readonly stdin: Readable;
  /** What OTLP is measured by. A CSV brings its own watches. */
  readonly watches: readonly WatchDefinition[];
  readonly tuningOf: TuningOf;
  readonly onProgress: OnProgress;
}

/**
 * Opens a CSV or OTLP JSON lines, plain or gzip, told apart by their content.
 *
 * @example
 * const source = await openReplaySource({ path: 'traffic.csv.gz', stdin, watches, tuningOf, onProgress });
 * for await (const batch of source.batches) engine.ingest(batch);
 */
export async function openReplaySource(options: ReplaySourceOptions): Promise<ReplaySource> {
  const input = await openReplayInput(options.path, options.stdin, options.onProgress);
  return input.format === 'otlp' ? openOtlpSource(input, options.watches) : openCsvSource(input, options);
}
