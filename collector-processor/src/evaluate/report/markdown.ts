import { DETECTORS } from '../detectors.ts';
import { cell, COLUMNS, columnsOf } from './columns.ts';
import type { DatasetReport, Report } from './report.ts';
import { headingOf, notesOf } from './text.ts';

export interface MarkdownOptions {
  /** YYYY-MM-DD. */
  readonly date: string;
  /** The command line that makes the page. */
  readonly command: string;
}

/** docs/accuracy.md. */
export function markdownOf({ datasets, detectors }: Report, { date, command }: MarkdownOptions): string {
  const known = detectors.map((name) => `- \`${name}\`: ${DETECTORS[name]?.summary ?? ''}`);
  const meanings = COLUMNS.map(({ title, meaning }) => `| ${title} | ${meaning} |`);
  return `# Accuracy

Made on ${date} by this command; nothing on this page is written by hand:

\`\`\`
${command}
\`\`\`

Each set is a folder; the sets themselves are public and not part of this repository. The first half of a series (in NAB
the first 15 %, at most 750 rows) is not scored: detectors may learn from it, without its labels. An alarm is a score
above 1 at the limits as shipped: one setting for all series of all sets. Missing steps are never alarms and never events.
\`tide\` runs through the engine step by step, as it does in production, what incidents hold out of learning included.
NAB asks when something changed: \`tide\` is scored there by its change score (\`tidemark.change\`, decision 0921), all else by the score.

${known.join('\n')}

${datasets.map(sectionOf).join('\n\n')}

## The measures

| | |
|---|---|
${meanings.join('\n')}

AUC and VUS rank steps by the score held over the steps after it: at most 0.6, falling by a tenth a step; \`tide\` by how
much a step matters: the geometric mean of how unusual it is (the larger of its score and what its open incident is judged
over by) and how large its deviation is, as a share of the series' usual level (decision 1901). Event F1 ranks by the
score, \`tide\` by that mean of score and deviation, halved where a larger one came within the last ten steps or so
(decision 4201). µs are of processor time. A mean is over the series whose scored part has an anomaly, a recall or a
false-alarm rate over all series.
`;
}

function sectionOf(dataset: DatasetReport): string {
  const columns = columnsOf([...dataset.byDetector.values()].map(({ summary }) => summary));
  const rows = [...dataset.byDetector].map(
    ([name, { summary }]) =>
      `| ${name} | ${columns.map(({ key, digits }) => cell(summary[key], digits)).join(' | ')} |`,
  );
  const notes = notesOf(dataset).map((note) => `- ${note}`);
  return [
    `## ${dataset.name}`,
    '',
    `${headingOf(dataset).slice(dataset.name.length + 2)}.`,
    '',
    `| detector | ${columns.map(({ title }) => title).join(' | ')} |`,
    `|---|${columns.map(() => '---:|').join('')}`,
    ...rows,
    ...(notes.length > 0 ? ['', ...notes] : []),
  ].join('\n');
}
