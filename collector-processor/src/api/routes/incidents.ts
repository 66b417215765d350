import { Type } from 'typebox';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Incident } from '../../incidents/types.ts';
import type { Store } from '../../store/index.ts';
import type { Routes } from '../api-context.ts';
import { IncidentSchema, IncidentsQuery, IncidentsResponse, VerdictRequest } from '../contract/index.ts';
import { parseMatch } from '../parameters/match.ts';
import { parseSpan } from '../parameters/time.ts';
import { describeRoute } from '../route-schema.ts';

const DEFAULT_INCIDENTS = 500;
const IncidentParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });

export const incidentsRoute: Routes = (app, { store, clock }) => {
  const schema = {
    ...describeRoute({
      summary: 'Incidents that touch a span of time, newest first',
      tag: 'incidents',
      response: IncidentsResponse,
      errors: [400],
    }),
    querystring: IncidentsQuery,
  };
  app.get('/api/v1/incidents', { schema, config: { scope: 'read' } }, ({ query }) => {
    // The end of time as ISO 8601: an incident of replayed data may lie ahead of the clock.
    const { from = '0', to = '8640000000000000', watch, status, match, limit = DEFAULT_INCIDENTS } = query;
    const matches = parseMatch(match);
    return store.incidents({
      ...parseSpan({ from, to }, clock()),
      ...(watch === undefined ? {} : { watch }),
      ...(status === undefined ? {} : { status }),
      matches,
      limit,
    });
  });
};

export const incidentRoute: Routes = (app, { store }) => {
  const schema = {
    ...describeRoute({ summary: 'One incident', tag: 'incidents', response: IncidentSchema, errors: [404] }),
    params: IncidentParams,
  };
  app.get('/api/v1/incidents/:id', { schema, config: { scope: 'read' } }, ({ params }) =>
    findIncident(store, params.id),
  );
};

export const verdictRoute: Routes = (app, { engine, store, clock, telemetry }) => {
  const schema = {
    ...describeRoute({
      summary: 'Say what an incident was; false_alarm and expected teach what was seen',
      tag: 'incidents',
      response: IncidentSchema,
      errors: [400, 404, 503],
    }),
    params: IncidentParams,
    body: VerdictRequest,
  };
  app.post('/api/v1/incidents/:id/verdict', { schema, config: { scope: 'write' } }, ({ params, body, tokenName }) => {
    const incident = findIncident(store, params.id);
    const { verdict, comment = '', by = tokenName ?? '' } = body;
    const judged = engine.verdict(incident, { verdict, comment, by, atMs: clock() });
    const saved = store.saveIncident(judged);
    if (saved.status === 'failed') throw new TidemarkError('TLERR_STORE_WRITE_FAILED', { reason: saved.reason });
    telemetry.count('tidemark.incidents.verdicts', 1, { verdict });
    return judged;
  });
};

function findIncident(store: Store, id: string): Incident {
  const incident = store.incident(id);
  if (incident === null) throw new TidemarkError('TLERR_NOT_FOUND', { what: `Incident '${id}'` });
  return incident;
}
