export type MatchOperator = '=' | '!=' | '=~' | '!~';

/** One matcher as written, its value unescaped. */
export interface MatchTerm {
  readonly name: string;
  readonly operator: MatchOperator;
  readonly value: string;
}

export type MatchSyntax =
  | { readonly status: 'ok'; readonly terms: readonly MatchTerm[] }
  /** `problem` names the place, counted from 1. */
  | { readonly status: 'bad'; readonly problem: string };

/** As PromQL: a bare name (dots allowed), or any name in quotes. */
const NAME = /[a-zA-Z_][a-zA-Z0-9_.:-]*/y;
const OPERATOR = /=~|!~|!=|=/y;
const QUOTED = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`]*)`/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** Splits `service.name="shop",http.route=~"/api/.*"` into terms; braces around it and a trailing comma are taken. */
export function parseMatchSyntax(text: string): MatchSyntax {
  const terms: MatchTerm[] = [];
  let at = 0;
  const bad = (expected: string): MatchSyntax => ({
    status: 'bad',
    problem: `not readable at character ${at + 1}: ${expected} expected`,
  });
  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at += found[0].length;
    return found;
  };
  const skipSpace = () => read(/\s*/y);

  skipSpace();
  const braced = read(/\{/y) !== null;
  for (skipSpace(); at < text.length && text[at] !== '}'; skipSpace()) {
    const quoted = read(QUOTED);
    const name = quoted === null ? read(NAME)?.[0] : unquote(quoted);
    if (name === undefined) return bad('a label name');
    skipSpace();
    const operator = read(OPERATOR)?.[0] as MatchOperator | undefined;
    if (operator === undefined) return bad('= != =~ or !~');
    skipSpace();
    const value = read(QUOTED);
    if (value === null) return bad('a value in quotes');
    terms.push({ name, operator, value: unquote(value) });
    skipSpace();
    if (read(/,/y) === null && at < text.length && text[at] !== '}') return bad('a comma');
  }
  if (braced && read(/\}/y) === null) return bad('}');
  skipSpace();
  return at < text.length ? bad('the end') : { status: 'ok', terms };
}

function unquote([, double, single, raw]: RegExpExecArray): string {
  return raw ?? (double ?? single ?? '').replace(/\\(.)/gs, (_whole, char: string) => ESCAPES[char] ?? char);
}
