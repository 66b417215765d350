import { badParameter } from './bad-parameter.ts';

/**
 * A comma-separated list of known words, each once.
 *
 * @throws TidemarkError TLERR_BAD_PARAMETER
 */
export function parseWords<const Word extends string>(field: string, given: string, known: readonly Word[]): Word[] {
  const words = given.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !(known as readonly string[]).includes(word));
  if (unknown !== undefined) {
    const problem = unknown === '' ? 'empty in one place' : `unknown in one place ('${unknown}')`;
    throw badParameter(field, given, problem, `comma-separated, of ${known.join(', ')}`);
  }
  return [...new Set(words as Word[])];
}
