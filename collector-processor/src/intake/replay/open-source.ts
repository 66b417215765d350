import type { Readable } from 'node:stream';
import type { AccessLogSettings } from '../../measure/access-log/reader.ts';
import type { WatchDefinition } from '../../measure/watch-source.ts';
import { openAccessLogSource } from './access-log-source.ts';
import { openCsvSource } from './csv-source.ts';
import { openReplayInput } from './input.ts';
import { openOtlpSource } from './otlp-source.ts';
import type { OnProgress, ReplaySource, TuningOf } from './types.ts';

export interface ReplaySourceOptions {
  /** `-` is standard input. */
  readonly path: string;
  readonly stdin: Readable;
  /** What OTLP and access logs are measured by. A CSV brings its own watches. */
  readonly watches: readonly WatchDefinition[];
  readonly accessLogs: AccessLogSettings;
  /** Whose requests are in an access log; null: by the file's name. */
  readonly service: string | null;
  readonly tuningOf: TuningOf;
  readonly onProgress: OnProgress;
}

/**
 * Opens a CSV, OTLP JSON lines or an access log, plain or gzip, told apart by their content.
 *
 * @example
 * const source = await openReplaySource({ path: 'traffic.csv.gz', stdin, watches, accessLogs, service: null, tuningOf, onProgress });
 * for await (const batch of source.batches) engine.ingest(batch);
 */
export async function openReplaySource(options: ReplaySourceOptions): Promise<ReplaySource> {
  const input = await openReplayInput(options.path, options.stdin, options.onProgress, options.accessLogs);
  if (input.format === 'csv') return openCsvSource(input, options);
  return input.format === 'otlp' ? openOtlpSource(input, options) : openAccessLogSource(input, options);
}
