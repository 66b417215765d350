import type { TSchema } from 'typebox';

interface RouteWords {
  readonly summary: string;
  readonly tag: string;
  readonly response: TSchema;
  /** Error statuses it may answer with, beside 401, 403 and 500. */
  readonly errors?: readonly (400 | 404 | 409 | 503)[];
}

const REFUSALS = {
  400: 'A parameter is wrong; the error names it',
  401: 'A token is needed',
  403: "The token lacks the route's scope",
  404: 'There is no such thing',
  409: 'It is as it is and cannot be changed here',
  500: 'Something went wrong inside',
  503: 'The database did not take it',
} as const;

/** The parts of a route's schema that all routes have: they validate nothing, they are the OpenAPI document. */
export function describeRoute({ summary, tag, response, errors = [] }: RouteWords) {
  const refused = Object.fromEntries(
    [...errors, 401 as const, 403 as const, 500 as const].map((status) => [status, refusal(REFUSALS[status])]),
  );
  return { summary, tags: [tag], security: [{ bearer: [] }], response: { 200: response, ...refused } };
}

/** `Error` is the contract's ErrorBody, by the name it is registered under. */
function refusal(description: string) {
  return { description, content: { 'application/json': { schema: { $ref: 'Error#' } } } };
}
