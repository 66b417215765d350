import { FORECASTERS } from '../../../forecast/registry.ts';
import type { MarkdownOptions } from '../../report/markdown.ts';
import { FORECAST_COLUMNS, tableRows } from './columns.ts';
import type { ForecastReport, ForecastSet } from './summarise.ts';

/** Where the page's text by hand ends: what follows is made anew by the command. */
const MARK = '<!-- From here on made by the command. -->';

/**
 * docs/forecasting.md: the text that stands there already, then the tables.
 *
 * @param before the page as it is; empty for none
 * @param pictureOf path of a set's picture, as seen from the page; null for none
 */
export function forecastMarkdown(
  { sets, models }: ForecastReport,
  { date, command }: MarkdownOptions,
  before: string,
  pictureOf: (set: string) => string | null,
): string {
  const told = before.split(MARK)[0]!.trimEnd() || '# Forecasting';
  const known = models.map((name) => `- \`${name}\`: ${FORECASTERS[name]!.summary}`);
  const meanings = FORECAST_COLUMNS.map(({ title, meaning }) => `| ${title} | ${meaning} |`);
  return `${told}

${MARK}

## Accuracy

Made on ${date} by this command:

\`\`\`
${command}
\`\`\`

The sets are public and not part of this repository. A set of the competition is forecast once, at the end of each history;
its name with \`_spikes\` (1 % of the values tripled or divided by three), \`_outage\` (nothing for six hours, 60 to 200 hours
before the end), \`_last\` (the last value tripled) or \`_shift\` (all doubled or halved for good 30 hours before the end)
is the same set spoilt, measured against the unspoilt scale. Real series are forecast from up to 14 origins of their second half.

${known.join('\n')}

${sets.map((set) => sectionOf(set, pictureOf(set.name))).join('\n\n')}

### The measures

| | |
|---|---|
${meanings.join('\n')}
`;
}

function sectionOf({ name, cases, byModel }: ForecastSet, picture: string | null): string {
  const [head = [], ...rows] = tableRows(byModel);
  return [
    `### ${name}`,
    '',
    `${cases} forecasts.`,
    '',
    `| ${head.join(' | ')} |`,
    `|---|${head
      .slice(1)
      .map(() => '---:|')
      .join('')}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    ...(picture === null ? [] : ['', `![Forecasts of ${name}, from a good one to a bad one](${picture})`]),
  ].join('\n');
}
