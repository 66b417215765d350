import type { OtlpEncoding, OtlpReader } from './decoded.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Refusal } from '../../measure/refusals.ts';
import type { MeasureResult, MeasureStage } from '../../measure/stage.ts';
import type { PartialBatch } from '../../series/types.ts';
import type { OtlpSignal, PartialSuccess } from './responses.ts';

/** Takes a batch across the seam, or says when to come again: then nothing of it was taken. */
export type BatchSink = (batch: PartialBatch) => SinkResult;

export type SinkResult =
  | { readonly status: 'accepted'; readonly late: number; readonly future: number; readonly overflow: number }
  | { readonly status: 'overloaded'; readonly retryAfterSeconds: number };

export type ExportResult =
  | {
      readonly status: 'taken';
      readonly told: PartialSuccess;
      readonly accepted: number;
      readonly refused: readonly Refusal[];
    }
  | { readonly status: 'failed'; readonly error: TidemarkError; readonly retryAfterSeconds?: number };

/** One export request, unpacked: read, measured, and passed on; whatever transport it came by. */
export function createExporter({
  reader,
  measure,
  sink,
  clock,
}: {
  readonly reader: OtlpReader;
  readonly measure: Pick<MeasureStage, 'metrics' | 'traces'>;
  readonly sink: BatchSink;
  readonly clock: () => number;
}) {
  function measured(signal: OtlpSignal, bytes: Uint8Array, encoding: OtlpEncoding): MeasureResult | string {
    if (signal === 'metrics') {
      const decoded = reader.metrics(bytes, encoding);
      return decoded.status === 'decoded' ? measure.metrics(decoded.request, clock()) : decoded.error;
    }
    const decoded = reader.traces(bytes, encoding);
    return decoded.status === 'decoded' ? measure.traces(decoded.request, clock()) : decoded.error;
  }

  return function exportRequest(signal: OtlpSignal, bytes: Uint8Array, encoding: OtlpEncoding): ExportResult {
    const result = measured(signal, bytes, encoding);
    if (typeof result === 'string')
      return { status: 'failed', error: new TidemarkError('TLERR_OTLP_UNREADABLE', { reason: result }) };
    const passedOn = sink(result.batch);
    if (passedOn.status === 'overloaded') {
      result.undo();
      return {
        status: 'failed',
        error: new TidemarkError('TLERR_OTLP_OVERLOADED'),
        retryAfterSeconds: passedOn.retryAfterSeconds,
      };
    }
    return {
      status: 'taken',
      told: partialSuccess(result, passedOn),
      accepted: result.accepted,
      refused: result.refused,
    };
  };
}

/**
 * What the sender hears. Beyond the seam there are no points any more, only what they contributed to steps: when all of
 * that was dropped, so were the points; when a part was, the sender gets it as a warning (rejected 0 with a message).
 */
function partialSuccess(
  result: MeasureResult,
  dropped: { readonly late: number; readonly future: number; readonly overflow: number },
): PartialSuccess {
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
