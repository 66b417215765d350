/**
 * Every error that Tidemark shows a person, in one place: docs/errors.md is generated from it and a test keeps the two
 * alike. `text` says what happened and where (`{name}` are filled in), `help` what to do. Codes are never reused.
 */
export interface ErrorEntry {
  readonly text: string;
  readonly help: string;
  /** HTTP status where it leaves by HTTP. */
  readonly status?: number;
  /** Process exit code where it ends a command. */
  readonly exitCode?: number;
}

export const ERRORS = {
  TLERR_BAD_PARAMETER: {
    text: "Parameter '{field}' is {problem} (given: {given}); allowed: {allowed}",
    help: 'Correct the parameter named; the contract is at /api/openapi.json.',
    status: 400,
  },
  TLERR_NOT_FOUND: { text: '{what} not found', help: 'List what exists first: /api/v1/watches, /api/v1/incidents.', status: 404 },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
