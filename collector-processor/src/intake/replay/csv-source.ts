import { TidemarkError } from '../../errors/tidemark-error.ts';
import { formatDuration } from '../../config/duration.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import type { PartialBatch, SeriesPartial } from '../../series/types.ts';
import { timeOrder, type RowColumns } from './columns.ts';
import { readCsvRows } from './csv-rows.ts';
import { detectSteps } from './detect-step.ts';
import type { ReplayInput } from './input.ts';
import { createRefusals, describeRefusal } from './refusals.ts';
import type { OnProgress, ReplaySource, TuningOf } from './types.ts';

export interface CsvSourceOptions {
  readonly tuningOf: TuningOf;
  readonly onProgress: OnProgress;
}

/** A CSV with the header `watch,<labels…>,time,value`, or less (csv-header.ts); each watch in it becomes one whose value is the mean of its step's rows. */
export async function openCsvSource(
  input: ReplayInput,
  { tuningOf, onProgress }: CsvSourceOptions,
): Promise<ReplaySource> {
  const refusals = createRefusals();
  const { header, rows, timeFormat, records } = await readCsvRows(input.stream, input.name, refusals);
  if (rows.length === 0) {
    const reason =
      records === 0
        ? 'there is no row below the header'
        : `no row is good: ${refusals.list().map(describeRefusal).join(', ')}`;
    throw new TidemarkError('TLERR_REPLAY_EMPTY', { input: input.name, reason });
  }

  const labelNames = header.labels.map(({ name }) => name);
  const detected = detectSteps(rows);
  const watches = [...detected].map(([name, detectedMs]): WatchSettings => {
    const { stepMs, ...tuning } = tuningOf(name);
    return { ...tuning, ...untold(name, input.name, labelNames), stepMs: stepMs ?? detectedMs };
  });
  const zone = timeFormat === 'ISO 8601' ? ', those without an offset read as UTC' : '';
  const steps = watches.map(
    ({ name, stepMs }) =>
      `${name} ${formatDuration(stepMs)}${tuningOf(name).stepMs === null ? ' (from its spacing)' : ''}`,
  );
  const counts = { records, points: 0, unwatched: 0 };
  return {
    format: 'csv',
    watches,
    notes: [`times are ${timeFormat}${zone}`, `steps: ${listShort(steps)}`],
    batches: batchesOf(rows, new Map(watches.map((watch) => [watch.name, watch.stepMs])), counts, onProgress),
    counts,
    refusals,
  };
}

/** What a CSV does not say of a watch. Sign and countability are left to the detector, which learns them as it goes. */
function untold(name: string, input: string, labelNames: readonly string[]) {
  return {
    name,
    description: `Replayed from ${input}`,
    unit: '',
    origin: 'replay',
    measure: 'mean',
    quantiles: [],
    groupBy: [labelNames],
    nonNegative: false,
    countUnit: 0,
  } as const;
}

/** One batch for each of the shortest steps that has rows, in the order of time; its mark says that all before the next is told. */
async function* batchesOf(
  rows: RowColumns,
  stepMsOf: ReadonlyMap<string, number>,
  counts: ReplaySource['counts'],
  onProgress: OnProgress,
): AsyncGenerator<PartialBatch> {
  const shortestMs = Math.min(...stepMsOf.values());
  let partials: SeriesPartial[] = [];
  let batchStartMs = NaN;
  let done = 0;
  for (const row of timeOrder(rows)) {
    const timeMs = rows.timeMs[row] as number;
    const startMs = floorTo(timeMs, shortestMs);
    if (startMs !== batchStartMs) {
      if (done > 0) {
        yield { partials, producers: [{ producer: 'replay', coveredToMs: startMs }] };
        onProgress({ what: 'rows replayed', done, total: rows.length });
      }
      partials = [];
      batchStartMs = startMs;
    }
    done++;
    const value = rows.value[row] as number;
    const series = rows.series[rows.seriesIndex[row] as number];
    // A row without a value tells only that its time has passed.
    if (series === undefined || Number.isNaN(value)) continue;
    const stepStartMs = floorTo(timeMs, stepMsOf.get(series.watch) ?? shortestMs);
    partials.push({
      watch: series.watch,
      labels: series.labels,
      stepStartMs,
      aggregate: { kind: 'mean', sum: value, count: 1 },
    });
    counts.points++;
  }
  yield { partials, producers: [{ producer: 'replay', coveredToMs: batchStartMs + shortestMs }] };
}

function floorTo(timeMs: number, stepMs: number): number {
  return Math.floor(timeMs / stepMs) * stepMs;
}

/** A file can hold a thousand watches. */
function listShort(words: readonly string[]): string {
  return words.length > 5 ? `${words.slice(0, 5).join(', ')} and ${words.length - 5} more` : words.join(', ');
}
