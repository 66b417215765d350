import { t } from '@grafana/i18n';
import type { IncidentBody } from '../../shared/api/contract';
import { className } from '../../shared/incidents/describe';
import { alone, bundleIncidents, type IncidentBundle } from '../../shared/incidents/incident-bundles';
import { serviceOf } from '../../shared/incidents/service-of';
import type { Grouping } from './inbox-state';

export interface IncidentGroup {
  /** Empty for the one group of a list that is not grouped under headings. */
  readonly name: string;
  readonly bundles: readonly IncidentBundle[];
}

const NAME_OF: Readonly<Record<Exclude<Grouping, 'together' | 'none'>, (incident: IncidentBody) => string>> = {
  service: ({ labels }) => serviceOf(labels) ?? t('inbox.no-service', 'No service'),
  watch: ({ watch }) => watch,
  class: ({ class: kind }) => className(kind),
};

/** Groups in the order of their first incident, so that the newest (or severest) stays on top. */
export function groupIncidents(incidents: readonly IncidentBody[], grouping: Grouping): IncidentGroup[] {
  if (grouping === 'together') {
    return [{ name: '', bundles: bundleIncidents(incidents) }];
  }
  if (grouping === 'none') {
    return [{ name: '', bundles: incidents.map(alone) }];
  }
  const groups = new Map<string, IncidentBundle[]>();
  for (const incident of incidents) {
    const name = NAME_OF[grouping](incident);
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, [alone(incident)]);
    } else {
      group.push(alone(incident));
    }
  }
  return [...groups].map(([name, bundles]) => ({ name, bundles }));
}
