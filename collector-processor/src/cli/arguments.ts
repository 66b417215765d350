import { FORMATS } from '../config/formats.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';

export function usage(problem: string): TidemarkError {
  return new TidemarkError('TLERR_USAGE', { problem });
}

/** @throws TidemarkError TLERR_USAGE where what is given for a flag is not of that format of the configuration */
export function checkFormat(flag: string, format: string, given: string | undefined): void {
  const { test, allowed } = FORMATS[format] ?? { test: () => true, allowed: '' };
  if (given !== undefined && !test(given)) throw usage(`${flag} '${given}' is not allowed; allowed: ${allowed}`);
}

/** `a,b,c` as a list. */
export function listOf(given: string, flag: string): string[] {
  const names = given.split(',').map((name) => name.trim());
  if (names.includes('')) throw usage(`${flag} '${given}' has an empty entry`);
  return names;
}

/** A list of names that are known, each once; `all` is all of them. */
export function namesOf(given: string, flag: string, known: readonly string[]): string[] {
  const names = listOf(given, flag);
  if (names.includes('all')) return [...known];
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined) throw usage(`${flag} '${unknown}' is not known; known: all, ${known.join(', ')}`);
  return [...new Set(names)];
}

/** The file that a command reads: an argument, or the same by `--input`. */
export function inputOf(command: string, argument: string | undefined, flag: string | undefined): string {
  const input = flag ?? argument;
  if (input === undefined) throw usage(`${command} needs an input: tidemark ${command} FILE, or - for standard input`);
  if (argument !== undefined && flag !== undefined && argument !== flag) {
    throw usage(`${command} takes one input, and two are given: '${argument}' and '${flag}'`);
  }
  return input;
}

/** Names and what they are, a line each. */
export function listed(entries: Readonly<Record<string, { readonly summary: string }>>): string {
  const width = Math.max(...Object.keys(entries).map((name) => name.length));
  return Object.entries(entries)
    .map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`)
    .join('\n');
}
