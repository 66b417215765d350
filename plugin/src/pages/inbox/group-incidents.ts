import { t } from '@grafana/i18n';
import type { IncidentBody } from '../../shared/api/contract';
import { className } from '../../shared/incidents/describe';
import type { Grouping } from './inbox-state';

export interface IncidentGroup {
  /** Empty for the one group of a list that is not grouped. */
  readonly name: string;
  readonly incidents: readonly IncidentBody[];
}

const NAME_OF: Readonly<Record<Exclude<Grouping, 'none'>, (incident: IncidentBody) => string>> = {
  // Under its OpenTelemetry name, or the one that Prometheus' series have.
  service: ({ labels }) =>
    labels['service.name'] ??
    labels.service_name ??
    labels.service ??
    labels.job ??
    t('inbox.no-service', 'No service'),
  watch: ({ watch }) => watch,
  class: ({ class: kind }) => className(kind),
};

/** Groups in the order of their first incident, so that the newest (or severest) stays on top. */
export function groupIncidents(incidents: readonly IncidentBody[], grouping: Grouping): IncidentGroup[] {
  if (grouping === 'none') {
    return [{ name: '', incidents }];
  }
  const groups = new Map<string, IncidentBody[]>();
  for (const incident of incidents) {
    const name = NAME_OF[grouping](incident);
    const group = groups.get(name);
    if (group === undefined) {
      groups.set(name, [incident]);
    } else {
      group.push(incident);
    }
  }
  return [...groups].map(([name, members]) => ({ name, incidents: members }));
}
