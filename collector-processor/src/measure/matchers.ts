import { RE2JS } from 're2js';
import type { AttributeMatcher } from './watch-source.ts';

/** The value of an attribute as text; '' where it is missing. */
export type Lookup = (key: string) => string;

/** One test for all of the matchers, patterns compiled once. */
export function compileMatchers(matchers: readonly AttributeMatcher[]): (lookup: Lookup) => boolean {
  const tests = matchers.map(compileMatcher);
  return (lookup) => tests.every((test) => test(lookup));
}

function compileMatcher({ key, op, value }: AttributeMatcher): (lookup: Lookup) => boolean {
  switch (op) {
    case '=':
      return (lookup) => lookup(key) === value;
    case '!=':
      return (lookup) => lookup(key) !== value;
    case '=~': {
      const matches = compilePattern(value);
      return (lookup) => matches(lookup(key));
    }
    case '!~': {
      const matches = compilePattern(value);
      return (lookup) => !matches(lookup(key));
    }
  }
}

/**
 * A pattern as Prometheus has them: RE2, which takes linear time whatever value a sender gives it, and anchored at both
 * ends. Throws where the pattern is none.
 */
export function compilePattern(pattern: string): (text: string) => boolean {
  const compiled = RE2JS.compile(pattern, RE2JS.DOTALL);
  return (text) => compiled.matches(text);
}
