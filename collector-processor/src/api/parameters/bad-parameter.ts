import { TidemarkError } from '../../errors/tidemark-error.ts';

const GIVEN_CHARACTERS = 100;

/** 400 that names the field, what was given and what is allowed. */
export function badParameter(field: string, given: unknown, problem: string, allowed: string): TidemarkError {
  return new TidemarkError('TLERR_BAD_PARAMETER', { field, problem, allowed, given: describeGiven(given) });
}

function describeGiven(given: unknown): string {
  if (given === undefined) return 'nothing';
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  return text.length > GIVEN_CHARACTERS ? `${text.slice(0, GIVEN_CHARACTERS)}…` : text;
}
