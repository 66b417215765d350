/** What common lines, and Envoy's, have between their time and their request. */
export const BEFORE_REQUEST = '] "';

/** A text in quotes, with a space before it. */
export const QUOTED = /^ "((?:[^"\\]|\\.)*)"/;

/** The quote that is not escaped, from `at` on; −1 where there is none. */
export function closingQuote(line: string, at: number): number {
  for (; at < line.length; at++) {
    if (line[at] === '\\') at++;
    else if (line[at] === '"') return at;
  }
  return -1;
}
