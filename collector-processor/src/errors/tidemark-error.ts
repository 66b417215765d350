import { ERRORS, type ErrorCode, type ErrorEntry } from './registry.ts';

export type ErrorDetails = Readonly<Record<string, string | number>>;

/** An error from the registry, its text filled in with `details`. */
export class TidemarkError extends Error {
  readonly code: ErrorCode;
  readonly help: string;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    super(fill(ERRORS[code].text, details), options);
    this.name = 'TidemarkError';
    this.code = code;
    this.help = fill(ERRORS[code].help, details);
    this.details = details;
  }

  /** HTTP status to answer with; 500 where the registry names none. */
  get status(): number {
    return (ERRORS[this.code] as ErrorEntry).status ?? 500;
  }

  get exitCode(): number {
    return (ERRORS[this.code] as ErrorEntry).exitCode ?? 1;
  }
}

function fill(text: string, details: ErrorDetails): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(details[name] ?? whole));
}
