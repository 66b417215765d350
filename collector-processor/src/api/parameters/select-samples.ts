import type { SampleMatch } from '../../deliver/scrape/sample-match.ts';
import { parseMatchSyntax } from './match-syntax.ts';

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{.*\})? /;

/** The samples of a page of Prometheus text that are asked for, each family with what is said of it. */
export function selectSamples(text: string, match: SampleMatch): string {
  let page = '';
  let comments = '';
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) {
      // What is said of a family comes before its samples; of one that has none left nothing is said.
      comments = line.startsWith('# HELP ') ? `${line}\n` : `${comments}${line}\n`;
      continue;
    }
    const sample = SAMPLE.exec(line);
    if (sample === null || !match(sample[1]!, labelsOf(sample[2]), '')) continue;
    page += `${comments}${line}\n`;
    comments = '';
  }
  return page;
}

/** A sample's labels are written as equality matchers are. */
function labelsOf(text: string | undefined): Record<string, string> {
  const syntax = parseMatchSyntax(text ?? '');
  return syntax.status === 'bad' ? {} : Object.fromEntries(syntax.terms.map(({ name, value }) => [name, value]));
}
