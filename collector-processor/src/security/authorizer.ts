import { createHash, timingSafeEqual } from 'node:crypto';
import type { AccessToken, Scope } from '../config/settings.ts';

export type Authorization =
  /** `name`: the token's, null where none is configured and everyone may do everything (on loopback only). */
  | { readonly status: 'allowed'; readonly name: string | null }
  /** No token, or one that is not known: HTTP 401. */
  | { readonly status: 'unauthenticated' }
  /** A known token without the scope: HTTP 403. */
  | { readonly status: 'forbidden'; readonly scope: Scope };

export interface Authorizer {
  /** @param header value of the Authorization header, as it came */
  authorize(header: string | undefined, scope: Scope): Authorization;
  /** False where no token is configured. */
  readonly guarded: boolean;
}

/** Longer than any token; what is longer still is not worth hashing. */
const MAX_HEADER_CHARACTERS = 4096;

/** Bearer tokens with scopes. Tokens are kept and compared as digests, in constant time, and never leave. */
export function createAuthorizer({ tokens }: { readonly tokens: readonly Omit<AccessToken, 'limits'>[] }): Authorizer {
  const known = tokens.map(({ name, token, scopes }) => ({ name, scopes, digest: digestOf(token) }));
  if (known.length === 0) return { guarded: false, authorize: () => ({ status: 'allowed', name: null }) };

  function authorize(header: string | undefined, scope: Scope): Authorization {
    const given = bearerOf(header);
    if (given === null) return { status: 'unauthenticated' };
    const digest = digestOf(given);
    // All are compared, also after a match: the time says nothing about which.
    const [found] = known.filter((token) => timingSafeEqual(token.digest, digest));
    if (found === undefined) return { status: 'unauthenticated' };
    return found.scopes.includes(scope) ? { status: 'allowed', name: found.name } : { status: 'forbidden', scope };
  }

  return { guarded: true, authorize };
}

function bearerOf(header: string | undefined): string | null {
  if (header === undefined || header.length > MAX_HEADER_CHARACTERS) return null;
  return /^Bearer +(\S+) *$/i.exec(header)?.[1] ?? null;
}

function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
