import { INCIDENT_CLASSES } from '../../../incidents/types.ts';
import type { Routes } from '../../api-context.ts';
import { IncidentsQuery, IncidentsResponse } from '../../contract/index.ts';
import { parseMatch } from '../../parameters/match.ts';
import { parseSpan } from '../../parameters/time.ts';
import { parseWords } from '../../parameters/words.ts';
import { describeRoute } from '../../route-schema.ts';
import { sparkOf } from './spark.ts';

const DEFAULT_INCIDENTS = 500;
/** So many of a page get a sparkline at most: what a screen shows. */
const MAX_SPARKS = 100;

export const incidentsRoute: Routes = (app, { store, clock }) => {
  const schema = {
    ...describeRoute({
      summary: 'Incidents that touch a span of time, newest or most severe first',
      tag: 'incidents',
      response: IncidentsResponse,
      errors: [400],
    }),
    querystring: IncidentsQuery,
  };
  app.get('/api/v1/incidents', { schema, config: { scope: 'read' } }, ({ query }) => {
    // The end of time as ISO 8601: an incident of replayed data may lie ahead of the clock.
    const { from = '0', to = '8640000000000000', match, spark, class: classes, ...filter } = query;
    const page = store.incidents({
      limit: DEFAULT_INCIDENTS,
      ...filter,
      ...parseSpan({ from, to }, clock()),
      ...(classes === undefined ? {} : { classes: parseWords('class', classes, INCIDENT_CLASSES) }),
      matches: parseMatch(match),
    });
    if (spark === undefined) return page;
    return { ...page, sparks: page.incidents.slice(0, MAX_SPARKS).map((incident) => sparkOf(store, incident, spark)) };
  });
};
