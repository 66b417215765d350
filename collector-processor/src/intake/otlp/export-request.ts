import type { OtlpEncoding, OtlpReader } from './decoded.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Refusal } from '../../measure/refusals.ts';
import { DEFAULT_ACCESS_LOGS, statusNames, type AccessLogSettings } from '../../measure/access-log/reader.ts';
import type { MeasureResult, MeasureStage } from '../../measure/stage.ts';
import type { PartialBatch } from '../../series/types.ts';
import { createLogsReader } from '../wire/logs-reader.ts';
import { createMetricsReader } from '../wire/metrics-reader.ts';
import { createTracesReader } from '../wire/traces-reader.ts';
import type { OtlpSignal, PartialSuccess } from './responses.ts';
import type { Failure } from './transport.ts';

/** One export request, unpacked and not yet read, whatever transport it came by. */
export interface OtlpRequest {
  readonly signal: OtlpSignal;
  readonly encoding: OtlpEncoding;
  readonly bytes: Uint8Array;
  /** The token it came with, where the series of what it sends are limited. */
  readonly token?: string | undefined;
}

/** Takes a request, or says when to come again: then nothing of it was kept. */
export type Receive = (request: OtlpRequest) => Promise<ExportResult>;

export interface TakenRequest {
  readonly status: 'taken';
  readonly told: PartialSuccess;
  /** Points, spans or log records that a watch took, and those that none did. */
  readonly accepted: number;
  readonly refused: readonly Refusal[];
}

export type ExportResult = TakenRequest | Failure;

/** Of the contributions of a batch that crossed the seam, those that were dropped there. */
export interface Dropped {
  readonly late: number;
  readonly future: number;
  readonly overflow: number;
}

/**
 * Reads a request, measures it and passes it on, at once: the same requests received at the same times leave the same
 * behind, live or out of the journal.
 */
export function createTaker({
  reader,
  measure,
  ingest,
  accessLogs = DEFAULT_ACCESS_LOGS,
}: {
  readonly reader: OtlpReader;
  readonly measure: Omit<MeasureStage, 'snapshot' | 'restore' | 'streamCount'>;
  readonly ingest: (batch: PartialBatch, receivedMs: number) => Dropped;
  /** As measure has them. */
  readonly accessLogs?: AccessLogSettings;
}) {
  const metricsReader = createMetricsReader();
  const tracesReader = createTracesReader();
  const logsReader = createLogsReader(statusNames(accessLogs));

  /** Of each signal the way that builds no objects, and the readable one. */
  const ways: Readonly<Record<OtlpSignal, readonly [streamed: Way, readable: Way]>> = {
    metrics: [
      (bytes, ms) => read(metricsReader.read(bytes), ({ columns }) => measure.metricColumns(columns, ms)),
      (bytes, ms) => read(reader.metrics(bytes, 'json'), ({ request }) => measure.metrics(request, ms)),
    ],
    traces: [
      (bytes, ms) => read(tracesReader.read(bytes), ({ columns }) => measure.spanColumns(columns, ms)),
      (bytes, ms) => read(reader.traces(bytes, 'json'), ({ request }) => measure.traces(request, ms)),
    ],
    logs: [
      (bytes, ms) => read(logsReader.read(bytes), ({ columns }) => measure.logColumns(columns, ms)),
      (bytes, ms) => read(reader.logs(bytes, 'json'), ({ request }) => measure.logs(request, ms)),
    ],
  };

  function measured({ signal, bytes, encoding }: OtlpRequest, receivedMs: number): MeasureResult | string {
    return ways[signal][encoding === 'protobuf' ? 0 : 1](bytes, receivedMs);
  }

  return function take(request: OtlpRequest, receivedMs: number): ExportResult {
    const result = measured(request, receivedMs);
    if (typeof result === 'string')
      return { status: 'failed', error: new TidemarkError('TLERR_OTLP_UNREADABLE', { reason: result }) };
    const told = partialSuccess(result, ingest({ ...result.batch, token: request.token }, receivedMs));
    return { status: 'taken', told, accepted: result.accepted, refused: result.refused };
  };
}

/** What a request says; a string where it cannot be read. */
type Way = (bytes: Uint8Array, receivedMs: number) => MeasureResult | string;

function read<Decoded extends { readonly status: 'decoded' }>(
  result: Decoded | { readonly status: 'malformed'; readonly error: string },
  measure: (decoded: Decoded) => MeasureResult,
): MeasureResult | string {
  return result.status === 'decoded' ? measure(result) : result.error;
}

/**
 * What the sender hears. Beyond the seam there are no points any more, only what they contributed to steps: when all of
 * that was dropped, so were the points; when a part was, the sender gets it as a warning (rejected 0 with a message).
 */
function partialSuccess(result: MeasureResult, dropped: Dropped): PartialSuccess {
  const told = result.refused.filter((refusal) => refusal.told);
  const messages = told.map(({ count, message }) => `${count} × ${message}`);
  const contributions = result.batch.partials.length;
  for (const [count, what] of [
    [dropped.late, 'late: their step was closed longer ago than the grace'],
    [dropped.future, 'future: their step lies too far ahead'],
    [dropped.overflow, 'overflow: too many series are being followed already'],
  ] as const) {
    if (count > 0) messages.push(`${count} of ${contributions} contributions dropped as ${what}`);
  }
  const lost = dropped.late + dropped.future + dropped.overflow;
  const allLost = lost > 0 && lost >= contributions;
  const rejected = told.reduce((sum, { count }) => sum + count, allLost ? result.accepted : 0);
  return { rejected, message: messages.join('; ') };
}
