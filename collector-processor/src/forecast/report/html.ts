import { readFileSync } from 'node:fs';
import { escaped } from '../../report/escape-html.ts';
import { pageCss } from '../../report/page-css.ts';
import { chartSvg } from './chart.ts';
import type { SeriesReport } from './types.ts';
import { factsOf, fallbacksOf, localTime, MODEL_COLUMNS, modelRow, shortNumber } from './words.ts';

const css = (): string => readFileSync(new URL('page.css', import.meta.url), 'utf8');

/** One page that needs nothing else: the sentence, the picture, what the models are worth, and the values to come. */
export function reportHtml(report: SeriesReport): string {
  const { name, limit } = report;
  const [read = '', ...notes] = [...factsOf(report), ...fallbacksOf(report)];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(name)}: forecast by Tidemark</title>
<style>
${pageCss()}${css()}</style>
</head>
<body>
<h1>Forecast of ${escaped(name)}</h1>
${limit === null ? '' : `<p class="lead">${escaped(limit.sentence)}.</p>`}
<p>${escaped(read)}.</p>
${notes.map((note) => `<p class="note">${escaped(note)}.</p>`).join('\n')}
${chartSvg(report)}
<p class="legend">The fan is the first model's: 80 % and 95 % of what comes should lie in it.</p>
<h2>What the models are worth on this history's past</h2>
${modelsTable(report)}
<details><summary>The values to come</summary>
${valuesTable(report)}</details>
</body>
</html>
`;
}

function modelsTable({ models, input }: SeriesReport): string {
  const rows = models.map((model, i) => {
    const [name = '', ...cells] = modelRow(model, input.history.stepMs);
    const key = `<span class="key" style="--colour: var(--model-${i})"></span>`;
    return `<tr><td class="text">${key}${escaped(name)}</td>${numbers(cells)}</tr>`;
  });
  return table([...MODEL_COLUMNS], rows);
}

function valuesTable({ input, startMs, models }: SeriesReport): string {
  const at = localTime(input.history.timezone);
  const head = ['time', ...models.flatMap(({ name }) => [name, 'lower', 'upper'])];
  const rows = models[0]!.expected.map((_, i) => {
    const cells = models.flatMap((model) =>
      [model.expected, model.lower, model.upper].map((of) => shortNumber(of[i]!)),
    );
    return `<tr><td class="text">${at(startMs + i * input.history.stepMs)}</td>${numbers(cells)}</tr>`;
  });
  return table(head, rows);
}

const numbers = (cells: readonly string[]): string =>
  cells.map((cell) => `<td class="number">${escaped(cell)}</td>`).join('');

const table = (head: readonly string[], rows: readonly string[]): string =>
  `<div class="wide"><table><thead><tr>${head
    .map((title, i) => `<th scope="col"${i === 0 ? ' class="text"' : ''}>${escaped(title)}</th>`)
    .join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
