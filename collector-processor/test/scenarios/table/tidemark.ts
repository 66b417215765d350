import { run, watch } from '../run.ts';
import { STEP_MS } from './cases.ts';
import type { Alarms, Case } from './types.ts';

/** A case through the engine, as production runs it; alarmed is `tidemark_anomalous`, which the shipped alert rules read. */
export function tidemarkAlarms({ startMs, timezone, values, trouble }: Case): Alarms {
  const points = values.map((value, step) => ({ timeMs: startMs + step * STEP_MS, value }));
  const { reports, incidents } = run(points, watch({ timezone }));
  const alarmed = new Uint8Array(values.length);
  for (const { step, incidents: open } of reports) {
    const { score, learning } = step.columns;
    const on = open[0]?.status === 'open' || (score[0]! > 1 && learning[0] === 0);
    alarmed[(step.stepStartMs - startMs) / STEP_MS] = on ? 1 : 0;
  }
  if (trouble === null) return { alarmed, class: '' };
  const [from, to] = trouble.map((step) => startMs + step * STEP_MS) as [number, number];
  const classes = incidents
    .filter(({ startMs: began, endMs }) => began < to && (endMs ?? Infinity) > from)
    .map((incident) => (incident.closedBecause === 'accepted' ? `${incident.class}, accepted` : incident.class));
  return { alarmed, class: [...new Set(classes)].join(', ') };
}
