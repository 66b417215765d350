import type { WatchSettings } from '../measure/watch.ts';
import type { Store } from '../store/index.ts';

/** Nobody will see the end of what is open on a watch that is gone or has become another: it ends with it. */
export function expireIncidents(
  store: Pick<Store, 'incidents' | 'saveIncident'>,
  { name, stepMs }: WatchSettings,
): void {
  for (const incident of store.incidents({ watch: name, status: 'open' }).incidents) {
    store.saveIncident({ ...incident, status: 'closed', endMs: incident.lastMs + stepMs, closedBecause: 'expired' });
  }
}
