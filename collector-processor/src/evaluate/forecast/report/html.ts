import type { MarkdownOptions } from '../../report/markdown.ts';
import { escaped } from '../../../report/escape-html.ts';
import { pageCss } from '../../../report/page-css.ts';
import { spreadPictures } from './choose.ts';
import { FORECAST_COLUMNS, tableRows } from './columns.ts';
import { picturesSvg } from './picture.ts';
import type { ForecastReport, ForecastSet } from './summarise.ts';

/** So many pictures a set: about 4 KB each. */
const PICTURES = 40;

/** One page that needs nothing else: the tables, and pictures of the first model's forecasts, the best first. */
export function forecastHtml(report: ForecastReport, { date, command }: MarkdownOptions): string {
  const meanings = FORECAST_COLUMNS.map(({ title, meaning }) => `<dt>${title}</dt><dd>${escaped(meaning)}</dd>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tidemark: forecasts, ${date}</title>
<style>
${pageCss()}</style>
</head>
<body>
<h1>Accuracy of forecasts</h1>
<p>Made on ${date} by <code>${escaped(command)}</code>.</p>
<dl>${meanings.join('')}</dl>
${report.sets.map((set) => setHtml(set, report)).join('\n')}
</body>
</html>
`;
}

function setHtml({ name, cases, byModel }: ForecastSet, { models, results }: ForecastReport): string {
  const [head = [], ...rows] = tableRows(byModel);
  const cells = (row: readonly string[], tag: string): string =>
    `<tr>${row.map((cell, i) => `<${tag} class="${i === 0 ? 'text' : 'number'}">${escaped(cell)}</${tag}>`).join('')}</tr>`;
  const own = results.filter(({ dataset, model }) => dataset === name && model === models[0]);
  return `<section>
<h2>${escaped(name)}</h2>
<p>${cases} forecasts.</p>
<div class="wide"><table><thead>${cells(head, 'th')}</thead><tbody>${rows.map((row) => cells(row, 'td')).join('')}</tbody></table></div>
<details><summary>Pictures of ${escaped(models[0]!)}, from the best to the worst</summary>
${picturesSvg(spreadPictures(own, PICTURES))}</details>
</section>`;
}
