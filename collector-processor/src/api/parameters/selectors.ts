import type { SampleMatch } from '../../deliver/scrape/sample-match.ts';
import { badParameter } from './bad-parameter.ts';
import { parseMatch } from './match.ts';

const MAX_SELECTORS = 30;
const NAME = /^\s*[a-zA-Z_:][a-zA-Z0-9_:]*/;

/**
 * Selectors as Prometheus' federation takes them, `tidemark_score{service_name="shop"}`: a sample that any of them
 * matches is given out; `undefined` where there is none, which is to say all.
 *
 * @throws TidemarkError TLERR_BAD_PARAMETER
 */
export function parseSelectors(given: string | readonly string[] | undefined): SampleMatch | undefined {
  if (given === undefined) return undefined;
  const texts = typeof given === 'string' ? [given] : given;
  if (texts.length > MAX_SELECTORS) {
    throw badParameter('match[]', `${texts.length} selectors`, 'too many', `at most ${MAX_SELECTORS}`);
  }
  const selectors = texts.map(parseSelector);
  return (metric, labels, watch) => selectors.some((one) => one(metric, labels, watch));
}

function parseSelector(text: string): SampleMatch {
  const name = NAME.exec(text)?.[0];
  const matches = parseMatch(name === undefined ? text : text.slice(name.length));
  const wanted = name?.trim();
  return (metric, labels, watch) =>
    (wanted === undefined || wanted === metric) && matches({ ...labels, __name__: metric }, watch);
}
