import type { IncidentBody } from '../api/contract';
import { incidentEndMs } from '../incidents/describe';

/** Incidents that lie together, drawn as one. */
export interface IncidentGroup {
  readonly startMs: number;
  readonly endMs: number;
  /** The most severe first. */
  readonly incidents: readonly [IncidentBody, ...IncidentBody[]];
}

/** Neighbours nearer than this share of the range are merged first; doubled until the budget holds. */
const FIRST_GAP_SHARE = 1 / 500;

/**
 * At most `budget` groups, whatever the number of incidents: within it each stands alone, past it those that overlap or
 * lie nearest are merged. Grafana draws every annotation as an element of the page, and a thousand of them freeze it.
 */
export function mergeIncidents(
  incidents: readonly IncidentBody[],
  { fromMs, toMs, budget }: { readonly fromMs: number; readonly toMs: number; readonly budget: number },
): IncidentGroup[] {
  const sorted = [...incidents].sort((a, b) => a.startMs - b.startMs);
  if (sorted.length <= budget) {
    return sorted.map((incident) => groupOf([incident]));
  }
  for (let gapMs = Math.max(1, (toMs - fromMs) * FIRST_GAP_SHARE); ; gapMs *= 2) {
    const groups = merged(sorted, gapMs);
    if (groups.length <= Math.max(1, budget)) {
      return groups;
    }
  }
}

function merged(sorted: readonly IncidentBody[], gapMs: number): IncidentGroup[] {
  const runs: Array<[IncidentBody, ...IncidentBody[]]> = [];
  let endMs = -Infinity;
  for (const incident of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && incident.startMs <= endMs + gapMs) {
      run.push(incident);
      endMs = Math.max(endMs, incidentEndMs(incident));
    } else {
      runs.push([incident]);
      endMs = incidentEndMs(incident);
    }
  }
  return runs.map(groupOf);
}

function groupOf(incidents: readonly [IncidentBody, ...IncidentBody[]]): IncidentGroup {
  const [worst, ...others] = [...incidents].sort((a, b) => b.severity - a.severity);
  return {
    startMs: incidents[0].startMs,
    endMs: incidents.reduce((end, incident) => Math.max(end, incidentEndMs(incident)), -Infinity),
    incidents: [worst, ...others],
  };
}
