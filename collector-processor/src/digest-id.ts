import { hash } from 'node:crypto';

const LENGTH = 16;

/** An id that the same parts always give, live or replayed. */
export const digestId = (...parts: readonly (string | number)[]): string =>
  hash('sha256', parts.join('\n')).slice(0, LENGTH);
