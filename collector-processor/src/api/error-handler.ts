import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { TidemarkError } from '../errors/tidemark-error.ts';
import type { ErrorBody } from './contract/index.ts';
import { describeAllowed, type PlainSchema } from './describe-allowed.ts';
import { badParameter } from './parameters/bad-parameter.ts';

/** Everything that goes wrong leaves as the contract's error body; what is our fault is logged and told without its insides. */
export function handleError(error: FastifyError | TidemarkError, request: FastifyRequest, reply: FastifyReply): void {
  const coded = codedErrorOf(error, request);
  // A framework's own refusal (413, 415) keeps its status.
  const status = coded.code === 'TLERR_BAD_REQUEST' ? (statusOf(error) ?? coded.status) : coded.status;
  if (status >= 500) request.log.error({ err: error }, 'request failed');
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="tidemark"');
  reply.code(status).send(errorBody(coded));
}

/** The answer to an address that is not there. */
export function handleNotFound(request: FastifyRequest, reply: FastifyReply): void {
  const what = `${request.method} ${request.url.split('?')[0]!.slice(0, 200)}`;
  const error = new TidemarkError('TLERR_NOT_FOUND', { what });
  reply.code(error.status).send(errorBody(error));
}

function codedErrorOf(error: FastifyError | TidemarkError, request: FastifyRequest): TidemarkError {
  if (error instanceof TidemarkError) return error;
  if (error.validation !== undefined) return validationError(error, request);
  if (error.code === 'FST_ERR_CTP_INVALID_JSON_BODY' || error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY') {
    return badParameter('body', undefined, 'not JSON', describeAllowed(schemaPart(request, 'body')));
  }
  const status = statusOf(error);
  if (status !== undefined && status < 500) return new TidemarkError('TLERR_BAD_REQUEST', { reason: error.message });
  return new TidemarkError('TLERR_UNEXPECTED', { reason: `request ${request.id} failed, the log says why` });
}

function statusOf(error: FastifyError | TidemarkError): number | undefined {
  return 'statusCode' in error ? error.statusCode : undefined;
}

type ValidatedPart = 'body' | 'querystring' | 'params';

/** One of the schema's violations in the words of all bad parameters: field, given, allowed. */
function validationError(error: FastifyError, request: FastifyRequest): TidemarkError {
  const part = (error.validationContext ?? 'querystring') as ValidatedPart;
  const schema = schemaPart(request, part);
  const given = { body: request.body, querystring: request.query, params: request.params }[part];
  const { instancePath, keyword, params } = error.validation![0]!;

  if (keyword === 'required' || keyword === 'additionalProperties') {
    const field = String(params.missingProperty ?? params.additionalProperty);
    if (keyword === 'required')
      return badParameter(field, undefined, 'missing', describeAllowed(schema?.properties?.[field]));
    return badParameter(field, valueAt(given, field), 'unknown', Object.keys(schema?.properties ?? {}).join(', '));
  }
  const field = instancePath.split('/')[1];
  if (field === undefined || field === '')
    return badParameter(part, given, 'of the wrong type', describeAllowed(schema));
  return badParameter(field, valueAt(given, field), 'not allowed', describeAllowed(schema?.properties?.[field]));
}

function schemaPart(request: FastifyRequest, part: ValidatedPart): PlainSchema | undefined {
  return request.routeOptions.schema?.[part] as PlainSchema | undefined;
}

function valueAt(given: unknown, field: string): unknown {
  return typeof given === 'object' && given !== null ? (given as Record<string, unknown>)[field] : undefined;
}

function errorBody({ code, message, help, details, cause }: TidemarkError): ErrorBody {
  const field = typeof details.field === 'string' ? { field: details.field } : {};
  return { error: { code, message, help, details, ...field, ...problemsOf(cause) } };
}

/** Where an error lists several faults, it carries them as its cause. */
function problemsOf(cause: unknown): Pick<ErrorBody['error'], 'problems'> {
  return Array.isArray(cause) ? { problems: cause as NonNullable<ErrorBody['error']['problems']> } : {};
}
