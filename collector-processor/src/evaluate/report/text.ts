import { alignedTable } from '../../report/aligned-table.ts';
import { cell, columnsOf } from './columns.ts';
import type { DatasetReport, Report } from './report.ts';

/** Tables for a terminal. */
export const textOf = ({ datasets }: Report): string => datasets.map(tableOf).join('\n');

function tableOf(dataset: DatasetReport): string {
  const columns = columnsOf([...dataset.byDetector.values()].map(({ summary }) => summary));
  const rows = [
    ['detector', ...columns.map(({ title }) => title)],
    ...[...dataset.byDetector].map(([name, { summary }]) => [
      name,
      ...columns.map(({ key, digits }) => cell(summary[key], digits)),
    ]),
  ];
  return `${headingOf(dataset)}\n${alignedTable(rows)}\n${notesOf(dataset)
    .map((note) => `${note}\n`)
    .join('')}`;
}

export const headingOf = ({ name, series, anomalous, segments, scoredDays }: DatasetReport): string =>
  `${name}: ${series} series (${anomalous} with anomalies), ${segments} events, ${Math.round(scoredDays)} days scored`;

/** What a table alone would not tell. */
export function notesOf({ byDetector, series }: DatasetReport): string[] {
  return [...byDetector].flatMap(([detector, { refused, nabThresholds }]) => [
    ...(refused > 0 ? [`${detector} would not learn from ${refused} of ${series} series: it says nothing there`] : []),
    ...(nabThresholds === null
      ? []
      : [
          `${detector}: NAB thresholds standard ${short(nabThresholds.standard)}, low FP ${short(nabThresholds.low_fp)}, low FN ${short(nabThresholds.low_fn)}`,
        ]),
  ]);
}

const short = (threshold: number): string => String(Number(threshold.toPrecision(6)));
