import { RE2JS } from 're2js';
import { prometheusName } from '../../deliver/scrape/names.ts';
import type { Labels } from '../../series/types.ts';
import { badParameter } from './bad-parameter.ts';
import { parseMatchSyntax, type MatchTerm } from './match-syntax.ts';

export type LabelMatcher = (labels: Labels, watch: string) => boolean;

const MAX_CHARACTERS = 4096;
const MAX_TERMS = 30;
const MAX_PATTERN_CHARACTERS = 1000;
const ALLOWED = 'label matchers: service.name="shop",http.route=~"/api/.*"; operators = != =~ !~';

/**
 * Label matchers as a predicate; no text matches every series. As in PromQL a label that is not there counts as empty,
 * and expressions are RE2 (linear in the text, whatever the pattern) and match the whole value.
 *
 * @throws TidemarkError TLERR_BAD_PARAMETER
 */
export function parseMatch(given: string | undefined): LabelMatcher {
  if (given === undefined) return () => true;
  const refuse = (problem: string) => badParameter('match', given, problem, ALLOWED);
  if (given.length > MAX_CHARACTERS) throw refuse(`longer than ${MAX_CHARACTERS} characters`);
  const syntax = parseMatchSyntax(given);
  if (syntax.status === 'bad') throw refuse(syntax.problem);
  if (syntax.terms.length > MAX_TERMS) throw refuse(`more than ${MAX_TERMS} matchers`);

  const tests = syntax.terms.map((term) => {
    const test = testOf(term);
    if (typeof test === 'string') throw refuse(test);
    return { name: term.name, test };
  });
  return (labels, watch) => tests.every(({ name, test }) => test(valueOf(labels, watch, name)));
}

/** The test of a term's value, or what is wrong with its expression. */
function testOf({ operator, value }: MatchTerm): ((text: string) => boolean) | string {
  if (operator === '=') return (text) => text === value;
  if (operator === '!=') return (text) => text !== value;
  if (value.length > MAX_PATTERN_CHARACTERS)
    return `has an expression longer than ${MAX_PATTERN_CHARACTERS} characters`;
  try {
    const pattern = RE2JS.compile(value, RE2JS.DOTALL);
    return operator === '=~' ? (text) => pattern.matches(text) : (text) => !pattern.matches(text);
  } catch (cause) {
    return `has a bad expression (${(cause as Error).message})`;
  }
}

/** Under its own name, else under its Prometheus name; `watch` is a label of every derived metric. */
function valueOf(labels: Labels, watch: string, name: string): string {
  const own = Object.hasOwn(labels, name) ? labels[name] : undefined;
  if (own !== undefined) return own;
  const found = Object.keys(labels).find((label) => prometheusName(label) === name);
  if (found !== undefined) return labels[found]!;
  return name === 'watch' ? watch : '';
}
