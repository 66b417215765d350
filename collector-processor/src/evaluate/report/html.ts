import { readFileSync } from 'node:fs';
import { GRAPH_LEVELS, NO_LEVEL } from '../graph.ts';
import type { Graph, SeriesResult } from '../types.ts';
import { cell, columnsOf } from './columns.ts';
import { escaped } from '../../report/escape-html.ts';
import { pageCss } from '../../report/page-css.ts';
import type { MarkdownOptions } from './markdown.ts';
import type { DatasetReport, Report } from './report.ts';
import { headingOf, notesOf } from './text.ts';

const script = (): string => readFileSync(new URL('page/page.js', import.meta.url), 'utf8');

/**
 * One page that needs nothing else: sortable tables, and for every series a graph with its band, its labels and each
 * detector's alarms. A graph has at most GRAPH_COLUMNS columns: about 7 KB a series and 2 KB more a detector.
 */
export function htmlOf(report: Report, { date, command }: MarkdownOptions): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tidemark: accuracy, ${date}</title>
<style>
${pageCss()}</style>
</head>
<body>
<h1>Accuracy of detectors</h1>
<p>Made on ${date} by <code>${escaped(command)}</code>. A column's title sorts its table and tells what it means.</p>
${report.datasets.map((dataset) => setHtml(dataset, report)).join('\n')}
<script type="application/json" id="graphs">${graphsJson(report.results)}</script>
<script>
${script()}</script>
</body>
</html>
`;
}

function setHtml(dataset: DatasetReport, report: Report): string {
  const columns = columnsOf([...dataset.byDetector.values()].map(({ summary }) => summary));
  const head = columns.map(({ title, meaning }) => th(title, meaning)).join('');
  const rows = [...dataset.byDetector].map(
    ([name, { summary }]) =>
      `<tr>${td(name)}${columns.map(({ key, digits }) => numberCell(summary[key], digits)).join('')}</tr>`,
  );
  const results = report.results.filter((result) => result.dataset === dataset.name);
  return `<section>
<h2>${escaped(dataset.name)}</h2>
<p>${escaped(headingOf(dataset).slice(dataset.name.length + 2))}.</p>
<div class="wide"><table><thead><tr>${th('detector', '', 'text')}${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>
${notesOf(dataset)
  .map((note) => `<p class="note">${escaped(note)}</p>`)
  .join('')}
<details><summary>Every series</summary>
<div class="wide"><table><thead><tr>${SERIES_HEAD}</tr></thead><tbody>${results.map(seriesRow).join('')}</tbody></table></div>
</details>
</section>`;
}

const th = (title: string, meaning: string, kind: 'number' | 'text' = 'number'): string =>
  `<th class="${kind}" title="${escaped(meaning)}"><button type="button">${escaped(title)}</button></th>`;
const td = (text: string): string => `<td>${escaped(text)}</td>`;
const numberCell = (value: number | null, digits: number): string =>
  `<td class="number" data-value="${value ?? ''}">${cell(value, digits)}</td>`;

const SERIES_HEAD = [
  th('series', 'press one to see its graph', 'text'),
  th('detector', '', 'text'),
  th('events', 'labelled segments of the scored part'),
  th('caught', 'with an alarm among their first 8 points'),
  th('false alarms', 'points, at the limits as shipped'),
  th('k7 event F1', 'best threshold of the series'),
  th('AUC-PR', ''),
  th('VUS-PR', ''),
].join('');

function seriesRow({
  dataset,
  series,
  detector,
  segments,
  caught,
  points,
  eventF1,
  aucPr,
  vusPr,
}: SeriesResult): string {
  const key = escaped(JSON.stringify([dataset, series]));
  return `<tr><td><button type="button" class="graph" data-series="${key}">${escaped(series)}</button></td>${td(detector)}${[
    numberCell(segments, 0),
    numberCell(caught, 0),
    numberCell(points.fp, 0),
    numberCell(eventF1, 3),
    numberCell(aucPr, 3),
    numberCell(vusPr, 3),
  ].join('')}</tr>`;
}

/** Columns as base64: whole numbers of 16 bits, least significant byte first; marks of 8 bits. */
function graphsJson(results: readonly SeriesResult[]): string {
  const graphs: Record<string, object> = {};
  for (const { dataset, series, detector, graph } of results) {
    const key = JSON.stringify([dataset, series]);
    const known = graphs[key] as { detectors: object } | undefined;
    const own = { [detector]: { alarmed: base64(graph.alarmed), band: graph.band && bandOf(graph.band) } };
    graphs[key] =
      known === undefined
        ? { ...sharedOf(graph), detectors: own }
        : { ...known, detectors: { ...known.detectors, ...own } };
  }
  // A script ends at the first "</script", wherever it stands.
  return JSON.stringify({ levels: GRAPH_LEVELS, none: NO_LEVEL, graphs }).replaceAll('<', '\\u003c');
}

const sharedOf = ({
  startMs,
  stepMs,
  stepsPerColumn,
  low,
  high,
  scoredFrom,
  least,
  most,
  labelled,
}: Graph): object => ({
  ...{ startMs, stepMs: stepMs * stepsPerColumn, low, high, scoredFrom },
  least: base64(least),
  most: base64(most),
  labelled: base64(labelled),
});

const bandOf = ({ lower, upper }: NonNullable<Graph['band']>): object => ({
  lower: base64(lower),
  upper: base64(upper),
});

const base64 = ({ buffer, byteOffset, byteLength }: Uint16Array | Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');
