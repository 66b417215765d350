import compress from '@fastify/compress';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import { createHttpServer, DEFAULT_HTTP_SERVER_LIMITS, type HttpServerLimits } from '../security/http-server.ts';
import type { ServerTls } from '../security/tls.ts';
import type { ApiContext, ApiServer, Routes } from './api-context.ts';
import { handleError, handleNotFound } from './error-handler.ts';
import { guardScopes, refuseUnknownQuery } from './guards.ts';
import { serveOpenApi } from './openapi.ts';
import { backtestRoutes } from './routes/backtests.ts';
import { forecastRoute } from './routes/forecast.ts';
import { healthRoutes } from './routes/health.ts';
import { INCIDENT_ROUTES } from './routes/incidents/index.ts';
import { metricsRoute } from './routes/metrics.ts';
import { modelsRoute } from './routes/models.ts';
import { rangeRoute } from './routes/range.ts';
import { rollupsRoute } from './routes/rollups.ts';
import { accuracyRoute, maintenanceRoute } from './routes/outlook.ts';
import { whatIfRoute } from './routes/what-if.ts';
import { seriesRoute } from './routes/series.ts';
import { checkSourceRoute, sourcesRoute } from './routes/sources.ts';
import { watchesRoute } from './routes/watches/list.ts';
import { watchRoute } from './routes/watches/detail.ts';
import { createWatchRoute, deleteWatchRoute, replaceWatchRoute } from './routes/watches/edit.ts';
import { muteRoute, unmuteRoute } from './routes/watches/mute.ts';
import { serveWorkbench } from './workbench.ts';

export interface ApiOptions extends ApiContext {
  readonly logger: FastifyBaseLogger;
  /** Folder of the built workbench; null or not built: a page that says so. */
  readonly staticDir: string | null;
  /** Default: in the clear. */
  readonly tls?: ServerTls | null;
  readonly limits?: Partial<HttpServerLimits>;
}

/** A verdict with the longest comment is far below. */
const MAX_BODY_BYTES = 64 * 1024;
/** The types that compress well; OpenMetrics, which Prometheus asks for, is in nobody's list of them. */
const COMPRESSED_TYPES = /^text\/(?!event-stream)|[+/](json|xml|javascript)(;|$)|^application\/openmetrics-text(;|$)/;
/** Smaller answers are not worth compressing. */
const COMPRESS_FROM_BYTES = 1024;

const ROUTES: readonly Routes[] = [
  watchesRoute,
  watchRoute,
  createWatchRoute,
  replaceWatchRoute,
  deleteWatchRoute,
  backtestRoutes,
  sourcesRoute,
  checkSourceRoute,
  muteRoute,
  unmuteRoute,
  seriesRoute,
  modelsRoute,
  rangeRoute,
  rollupsRoute,
  forecastRoute,
  accuracyRoute,
  whatIfRoute,
  maintenanceRoute,
  ...INCIDENT_ROUTES,
  healthRoutes,
  metricsRoute,
];

/**
 * The HTTP API, the workbench and /metrics on one server that does not listen yet.
 *
 * @example
 * const api = await createApi({ engine, store, authorizer, clock: Date.now, ... });
 * await api.listen({ host: '127.0.0.1', port: 4319 });
 */
export async function createApi({
  logger,
  staticDir,
  tls = null,
  limits = {},
  ...context
}: ApiOptions): Promise<ApiServer> {
  const app = fastify({
    loggerInstance: logger,
    // Requests are measured; a line for each would drown what matters.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    serverFactory: (handler) => createHttpServer(handler, tls, { ...DEFAULT_HTTP_SERVER_LIMITS, ...limits }),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: true },
    // An open connection (a browser's, Prometheus') does not hold up the end.
    forceCloseConnections: true,
    // What the router itself refuses, a malformed address for one.
    frameworkErrors: handleError,
    ajv: { customOptions: { coerceTypes: true, removeAdditional: false } },
  }).withTypeProvider<TypeBoxTypeProvider>();

  // Schemas validate what comes in; what goes out is ours, and JSON.stringify is quicker on long columns (NaN becomes null).
  app.setSerializerCompiler(() => JSON.stringify);
  app.setErrorHandler(handleError);
  app.setNotFoundHandler(handleNotFound);
  app.removeContentTypeParser('text/plain');
  guardScopes(app, context.authorizer);
  app.addHook('preValidation', refuseUnknownQuery);
  app.addHook('onSend', async (_request, reply) => void reply.header('x-content-type-options', 'nosniff'));
  measureRequests(app, context);

  await app.register(compress, {
    threshold: COMPRESS_FROM_BYTES,
    encodings: ['gzip', 'identity'],
    customTypes: COMPRESSED_TYPES,
  });
  await serveOpenApi(app, context.version);
  for (const route of ROUTES) route(app, context);
  await serveWorkbench(app, staticDir);
  return app;
}

function measureRequests(app: ApiServer, { telemetry }: ApiContext): void {
  app.addHook('onResponse', async (request, reply) => {
    telemetry.record('http.server.request.duration', reply.elapsedTime / 1000, {
      'http.request.method': request.method,
      'http.route': request.routeOptions.url ?? 'unmatched',
      'http.response.status_code': reply.statusCode,
    });
  });
}
