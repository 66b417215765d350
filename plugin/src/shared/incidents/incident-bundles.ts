import type { IncidentBody } from '../api/contract';
import { serviceOf } from './service-of';

/** Incidents of one service that began within this time of its first are told as one. */
export const TOGETHER_MS = 5 * 60_000;

/** Incidents that are one thing to whoever looks: an outage opens one on each route. */
export interface IncidentBundle {
  /** Id of the incident that began first: stays when others join. */
  readonly key: string;
  /** The severest, of the widest series where several are. */
  readonly lead: IncidentBody;
  /** The rest, as they were given. */
  readonly others: readonly IncidentBody[];
}

export const alone = (incident: IncidentBody): IncidentBundle => ({ key: incident.id, lead: incident, others: [] });

export const membersOf = ({ lead, others }: IncidentBundle): readonly IncidentBody[] => [lead, ...others];

/**
 * Bundles what began together in one service (in one watch, where series name none), whatever watch it is of. Bundles stand
 * where the first of their members stood, so that the order of the list holds.
 */
export function bundleIncidents(incidents: readonly IncidentBody[]): IncidentBundle[] {
  const bundles: IncidentBody[][] = [];
  const latest = new Map<string, IncidentBody[]>();
  const byStart = [...incidents].sort((a, b) => a.startMs - b.startMs);
  for (const incident of byStart) {
    const place = serviceOf(incident.labels) ?? `\u0000${incident.watch}`;
    const before = latest.get(place);
    if (before !== undefined && incident.startMs - before[0].startMs <= TOGETHER_MS) {
      before.push(incident);
    } else {
      const bundle = [incident];
      bundles.push(bundle);
      latest.set(place, bundle);
    }
  }
  const rank = new Map(incidents.map((incident, at) => [incident, at]));
  const rankOf = (incident: IncidentBody) => rank.get(incident) ?? 0;
  return bundles
    .map((members) => {
      const inOrder = [...members].sort((a, b) => rankOf(a) - rankOf(b));
      return { bundle: bundleOf(members[0].id, inOrder), at: rankOf(inOrder[0]) };
    })
    .sort((a, b) => a.at - b.at)
    .map(({ bundle }) => bundle);
}

function bundleOf(key: string, members: readonly IncidentBody[]): IncidentBundle {
  const width = ({ labels }: IncidentBody) => -Object.keys(labels).length;
  const lead = members.reduce((best, one) =>
    one.severity > best.severity || (one.severity === best.severity && width(one) > width(best)) ? one : best,
  );
  return { key, lead, others: members.filter((one) => one !== lead) };
}
