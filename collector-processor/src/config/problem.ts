/** Keys and list indexes from the root of the configuration to a value. */
export type ConfigPath = readonly (string | number)[];

export type ProblemKind =
  /** The file is not YAML, or cannot be read. */
  'syntax' | 'unknown_key' | 'missing' | 'invalid' | 'conflict';

/** Where a value was given: a place in the file, or an environment variable. */
export type ConfigOrigin =
  | { readonly file: string; readonly line: number; readonly column: number }
  | { readonly variable: string }
  /** Neither: the value is a default, or was given by code. */
  | null;

export interface ConfigProblem {
  readonly kind: ProblemKind;
  readonly path: ConfigPath;
  readonly origin: ConfigOrigin;
  /** What is wrong, what was given and what is allowed; no path, no position. */
  readonly message: string;
}

/** @example formatPath(['watches', 0, 'step']) // 'watches[0].step' */
export function formatPath(path: ConfigPath): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    const key = /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
    return text === '' ? key : `${text}.${key}`;
  }, '');
}

/** One line, position first, so that editors and terminals link it. */
export function formatProblem({ origin, path, message }: ConfigProblem): string {
  const where =
    origin === null
      ? ''
      : 'variable' in origin
        ? `environment variable ${origin.variable}: `
        : `${origin.file}:${origin.line}:${origin.column}: `;
  const key = formatPath(path);
  return `${where}${key === '' ? '' : `${key}: `}${message}`;
}

/** How a message quotes what was given: short, and on one line. */
export function quoteGiven(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object') return 'a mapping';
  if (typeof value !== 'string') return String(value);
  return `'${(value.length > 60 ? `${value.slice(0, 57)}…` : value).replace(/\s+/g, ' ')}'`;
}
