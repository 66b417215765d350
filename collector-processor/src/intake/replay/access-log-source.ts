import { basename } from 'node:path';
import type { PartialBatch } from '../../series/types.ts';
import { createAccessReader, type AccessLogSettings } from '../../measure/access-log/reader.ts';
import { REPLAY_LIMITS } from '../../measure/limits.ts';
import { createMeasureStage } from '../../measure/stage.ts';
import type { WatchDefinition } from '../../measure/watch-source.ts';
import type { DecodedLogs } from '../otlp/decoded.ts';
import { asReadError, type ReplayInput } from './input.ts';
import { isBlank, splitLines } from './lines.ts';
import { createRefusals } from './refusals.ts';
import type { ReplaySource } from './types.ts';

/** Measured at once: of a minute at most, so that each step is whole before the next begins. */
const MAX_LINES = 1000;
const SHORT_MS = 60_000;
/** Of a line; servers bound a request to less. */
const MAX_LINE_BYTES = 64 * 1024;

export interface AccessLogOptions {
  readonly watches: readonly WatchDefinition[];
  readonly accessLogs: AccessLogSettings;
  readonly service: string | null;
}

/** An access log, one request a line, as if its lines had come as OTLP log records of one service. */
export function openAccessLogSource(input: ReplayInput, options: AccessLogOptions): ReplaySource {
  const { watches, accessLogs } = options;
  const service = options.service ?? serviceOf(input.name);
  const refusals = createRefusals();
  const counts = { records: 0, points: 0, unwatched: 0 };
  const notes = [`an access log, its lines as requests of the service ${service}`];
  return { format: 'access-log', watches, notes, batches: batches(), counts, refusals };

  async function* batches(): AsyncGenerator<PartialBatch> {
    const stage = createMeasureStage({ watches, accessLogs, limits: REPLAY_LIMITS });
    const reader = createAccessReader(accessLogs);
    let lines: string[] = [];
    let firstLine = 0;
    let firstMs = 0;
    let newestMs = 0;

    function measured(): PartialBatch {
      const { batch, accepted, refused } = stage.logs(requestOf(service, lines), newestMs);
      lines = [];
      counts.points += accepted;
      for (const { reason, count } of refused) {
        if (reason === 'unwatched') counts.unwatched += count;
        else refusals.add(reason, firstLine, count);
      }
      for (const { coveredToMs } of batch.producers) newestMs = Math.max(newestMs, coveredToMs);
      return batch;
    }

    try {
      for await (const { number, bytes } of splitLines(input.stream, MAX_LINE_BYTES)) {
        if (bytes !== null && isBlank(bytes)) continue;
        counts.records++;
        const line = bytes?.toString('utf8') ?? '';
        const found = reader.inText(line);
        if (found === null) {
          refusals.add(bytes === null ? 'line_too_long' : 'not_an_access_log', number);
          continue;
        }
        const { timeMs } = found.record;
        if (lines.length === MAX_LINES || (lines.length > 0 && Math.abs(timeMs - firstMs) >= SHORT_MS))
          yield measured();
        if (lines.length === 0) [firstLine, firstMs] = [number, timeMs];
        lines.push(line);
      }
      if (lines.length > 0) yield measured();
    } catch (error) {
      throw asReadError(error, input.name);
    }
  }
}

function requestOf(service: string, lines: readonly string[]): DecodedLogs {
  const items = lines.map((body) => ({ timeMs: 0, observedMs: 0, attributes: [], body }));
  const attributes = [{ key: 'service.name', value: service }];
  return {
    resources: [{ attributes, scopes: [{ name: '', version: '', items }] }],
    malformed: { count: 0, message: '' },
  };
}

/** @example serviceOf('/var/log/nginx/shop-access.log.2.gz') // 'shop-access' */
function serviceOf(input: string): string {
  return basename(input).split('.', 1)[0] || 'access-log';
}
