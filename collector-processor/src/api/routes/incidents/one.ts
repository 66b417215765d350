import { Type } from 'typebox';
import { TidemarkError } from '../../../errors/tidemark-error.ts';
import type { Incident } from '../../../incidents/types.ts';
import type { Store } from '../../../store/index.ts';
import type { Routes } from '../../api-context.ts';
import { IncidentSchema } from '../../contract/index.ts';
import { describeRoute } from '../../route-schema.ts';

export const IncidentParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) });

export const incidentRoute: Routes = (app, { store }) => {
  const schema = {
    ...describeRoute({ summary: 'One incident', tag: 'incidents', response: IncidentSchema, errors: [404] }),
    params: IncidentParams,
  };
  app.get('/api/v1/incidents/:id', { schema, config: { scope: 'read' } }, ({ params }) =>
    findIncident(store, params.id),
  );
};

/** @throws TidemarkError TLERR_NOT_FOUND */
export function findIncident(store: Store, id: string): Incident {
  const incident = store.incident(id);
  if (incident === null) throw new TidemarkError('TLERR_NOT_FOUND', { what: `Incident '${id}'` });
  return incident;
}
