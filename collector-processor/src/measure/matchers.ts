import type { AttributeMatcher } from './watch-source.ts';

/** The value of an attribute as text; '' where it is missing. */
export type Lookup = (key: string) => string;

/** One test for all of the matchers, regular expressions compiled once. */
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
      const pattern = anchored(value);
      return (lookup) => pattern.test(lookup(key));
    }
    case '!~': {
      const pattern = anchored(value);
      return (lookup) => !pattern.test(lookup(key));
    }
  }
}

function anchored(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})$`, 'u');
}
