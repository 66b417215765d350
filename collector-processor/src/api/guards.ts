import type { FastifyRequest } from 'fastify';
import type { Scope } from '../config/settings.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import type { Authorizer } from '../security/authorizer.ts';
import type { ApiServer } from './api-context.ts';
import type { PlainSchema } from './describe-allowed.ts';
import { badParameter } from './parameters/bad-parameter.ts';

/** Lets a request through to a route with a scope only with a token that has it. */
export function guardScopes(app: ApiServer, authorizer: Authorizer): void {
  app.decorateRequest('tokenName', null);
  app.addHook('onRequest', async (request) => {
    const { scope } = request.routeOptions.config;
    if (scope !== undefined) request.tokenName = requireScope(authorizer, request, scope);
  });
}

/**
 * The name of the token that a request was sent with; null where none is needed.
 *
 * @throws TidemarkError TLERR_UNAUTHENTICATED, TLERR_FORBIDDEN
 */
export function requireScope(
  authorizer: Authorizer,
  { headers }: Pick<FastifyRequest, 'headers'>,
  scope: Scope,
): string | null {
  const outcome = authorizer.authorize(headers.authorization, scope);
  if (outcome.status === 'unauthenticated') throw new TidemarkError('TLERR_UNAUTHENTICATED');
  if (outcome.status === 'forbidden') throw new TidemarkError('TLERR_FORBIDDEN', { scope });
  return outcome.name;
}

/** A mistyped parameter (`mach=`) would otherwise be ignored, and everything matched. */
export async function refuseUnknownQuery({ query, routeOptions }: FastifyRequest): Promise<void> {
  const schema = routeOptions.schema?.querystring as PlainSchema | undefined;
  if (schema?.properties === undefined) return;
  const known = Object.keys(schema.properties);
  for (const [field, given] of Object.entries(query as Record<string, unknown>)) {
    if (!known.includes(field)) throw badParameter(field, given, 'unknown', known.join(', '));
    if (Array.isArray(given)) throw badParameter(field, given, 'given more than once', 'one value');
  }
}
