import type { PartialBatch } from '../../series/types.ts';
import { REPLAY_LIMITS } from '../../measure/limits.ts';
import { createMeasureStage, type MeasureOptions, type MeasureResult, type MeasureStage } from '../../measure/stage.ts';
import type { DecodedLogs, DecodedMetrics, DecodedTraces } from '../otlp/decoded.ts';
import { parseJson, readLogsJson, readMetricsJson, readTracesJson } from '../otlp/json-reader.ts';
import { asReadError, type ReplayInput } from './input.ts';
import { isBlank, splitLines } from './lines.ts';
import { createRefusals, type Refusals } from './refusals.ts';
import type { ReplayCounts, ReplaySource } from './types.ts';

/** The Collector's batches are a few MiB at most. */
const MAX_LINE_BYTES = 64 * 1024 * 1024;

/** OTLP JSON, one export request a line, as the Collector's file exporter writes metrics, traces and logs. */
export function openOtlpSource(
  input: ReplayInput,
  { watches, accessLogs }: Pick<MeasureOptions, 'watches' | 'accessLogs'>,
): ReplaySource {
  const refusals = createRefusals();
  const counts = { records: 0, points: 0, unwatched: 0 };
  return { format: 'otlp', watches, notes: ['OTLP JSON lines'], batches: batches(), counts, refusals };

  async function* batches(): AsyncGenerator<PartialBatch> {
    const read = createLineReader(createMeasureStage({ watches, accessLogs, limits: REPLAY_LIMITS }), counts, refusals);
    try {
      for await (const { number, bytes } of splitLines(input.stream, MAX_LINE_BYTES)) {
        if (bytes !== null && isBlank(bytes)) continue;
        counts.records++;
        if (bytes === null) refusals.add('line_too_long', number);
        const result = bytes === null ? null : read(bytes, number);
        if (result === null) continue;
        counts.points += result.accepted;
        yield result.batch;
      }
    } catch (error) {
      throw asReadError(error, input.name);
    }
  }
}

/** Measures one line; null, and counted, where it is no request. */
function createLineReader(
  stage: MeasureStage,
  counts: ReplayCounts,
  refusals: Refusals,
): (bytes: Buffer, line: number) => MeasureResult | null {
  let newestMs = 0;

  return (bytes, line) => {
    const json = parseJson(bytes);
    if (json.status === 'malformed') return refuse('not_json');
    const signals = typeof json.request === 'object' && json.request !== null ? json.request : {};
    let result: MeasureResult;
    if ('resourceMetrics' in signals) {
      const decoded = readMetricsJson(signals);
      if (decoded.status === 'malformed') return refuse('malformed');
      newestMs = Math.max(newestMs, newestMetricMs(decoded.request));
      result = stage.metrics(decoded.request, newestMs);
    } else if ('resourceSpans' in signals) {
      const decoded = readTracesJson(signals);
      if (decoded.status === 'malformed') return refuse('malformed');
      newestMs = Math.max(newestMs, newestSpanMs(decoded.request));
      result = stage.traces(decoded.request, newestMs);
    } else if ('resourceLogs' in signals) {
      const decoded = readLogsJson(signals);
      if (decoded.status === 'malformed') return refuse('malformed');
      newestMs = Math.max(newestMs, newestLogMs(decoded.request));
      result = stage.logs(decoded.request, newestMs);
    } else return refuse('not_otlp');
    for (const { reason, count } of result.refused) {
      // A Collector's file holds everything it was sent; what nobody asked for is no fault of the file's.
      if (reason === 'unwatched' || reason === 'not_an_access_log') counts.unwatched += count;
      else refusals.add(reason, line, count);
    }
    return result;

    function refuse(reason: string): null {
      refusals.add(reason, line);
      return null;
    }
  };
}

function newestMetricMs({ resources }: DecodedMetrics): number {
  let newestMs = 0;
  for (const { scopes } of resources) {
    for (const { items } of scopes) {
      for (const metric of items) {
        if (metric.kind === 'other') continue;
        for (const { timeMs } of metric.points) newestMs = Math.max(newestMs, timeMs);
      }
    }
  }
  return newestMs;
}

function newestSpanMs({ resources }: DecodedTraces): number {
  let newestMs = 0;
  for (const { scopes } of resources) {
    for (const { items } of scopes) for (const { endMs } of items) newestMs = Math.max(newestMs, endMs);
  }
  return newestMs;
}

function newestLogMs({ resources }: DecodedLogs): number {
  let newestMs = 0;
  for (const { scopes } of resources) {
    for (const { items } of scopes)
      for (const { timeMs, observedMs } of items) newestMs = Math.max(newestMs, timeMs || observedMs);
  }
  return newestMs;
}
