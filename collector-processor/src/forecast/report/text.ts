import { formatDuration } from '../../config/duration.ts';
import { alignedTable } from '../../report/aligned-table.ts';
import type { SeriesReport } from './types.ts';
import { factsOf, fallbacksOf, localTime, MODEL_COLUMNS, modelRow, shortNumber } from './words.ts';

/** About a screen. */
const MOST_ROWS = 48;
/** Rows are so many steps apart: halves and thirds of a day, whole days. */
const STRIDES = [1, 2, 3, 4, 6, 8, 12, 24];

/** For a terminal: what was read, what the models are worth, when the limit is reached, and the values to come. */
export function reportText(report: SeriesReport): string {
  const { models, limit } = report;
  const facts = [...factsOf(report), ...fallbacksOf(report), ...(limit === null ? [] : [limit.sentence])];
  const worth = alignedTable([
    [...MODEL_COLUMNS],
    ...models.map((model) => modelRow(model, report.input.history.stepMs)),
  ]);
  return `${facts.join('\n')}\n\n${worth}\n\n${valuesText(report)}\n`;
}

function valuesText({ input, startMs, models }: SeriesReport): string {
  const { stepMs, timezone } = input.history;
  const at = localTime(timezone);
  const horizon = models[0]!.expected.length;
  const stride = strideOf(horizon);
  const rows = Array.from({ length: Math.ceil(horizon / stride) }, (_, row) => [
    at(startMs + row * stride * stepMs),
    ...models.flatMap(({ expected, lower, upper }) =>
      [expected, lower, upper].map((column) => shortNumber(column[row * stride]!)),
    ),
  ]);
  const head = ['time', ...models.flatMap(({ name }) => [name, 'lower', 'upper'])];
  const thinned = stride > 1 ? `\nevery ${formatDuration(stride * stepMs)} of ${horizon} steps; --csv tells all` : '';
  return `${alignedTable([head, ...rows])}${thinned}`;
}

function strideOf(horizon: number): number {
  const least = Math.ceil(horizon / MOST_ROWS);
  return STRIDES.find((stride) => stride >= least) ?? Math.ceil(least / 24) * 24;
}
