import type { Store } from '../../store/index.ts';
import type { Engine } from '../types.ts';

/**
 * After a restart the database says of incidents what the engine knows. One that is open there and that the engine does
 * not follow any more has no end to come: it ends where it was last seen.
 */
export function agreeOnIncidents(
  store: Pick<Store, 'incidents' | 'saveIncident'>,
  engine: Pick<Engine, 'watches' | 'incidents'>,
): void {
  const known = new Map(
    engine.watches().flatMap(({ name }) => engine.incidents(name).map((incident) => [incident.id, incident])),
  );
  const stepOf = new Map(engine.watches().map(({ name, stepMs }) => [name, stepMs]));
  for (const stored of store.incidents({ status: 'open' }).incidents) {
    const now = known.get(stored.id);
    if (now?.status === 'open') continue;
    const endMs = stored.lastMs + (stepOf.get(stored.watch) ?? 0);
    store.saveIncident(now ?? { ...stored, status: 'closed', endMs, closedBecause: 'expired' });
  }
  for (const incident of known.values()) if (incident.status === 'open') store.saveIncident(incident);
}
