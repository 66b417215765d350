import type { Incident } from '../../src/incidents/types.ts';
import type { WatchSettings } from '../../src/measure/watch.ts';
import { createEngine } from '../../src/pipeline/engine.ts';
import type { StepReport } from '../../src/pipeline/types.ts';
import type { Point } from './traffic.ts';

export const watch = (over: Partial<WatchSettings> = {}): WatchSettings => ({
  name: 'requests',
  description: '',
  unit: 'req/s',
  origin: 'replay',
  measure: 'last',
  quantiles: [],
  groupBy: [['service']],
  stepMs: 60_000,
  direction: 'both',
  falseAlarmsPerWeek: 1,
  minChange: { absolute: 0, relative: 0.1 },
  timezone: 'UTC',
  nonNegative: true,
  countUnit: 0,
  horizonsMs: [3_600_000],
  ...over,
});

export interface Run {
  readonly reports: readonly StepReport[];
  /** Newest state of every incident, by start. */
  readonly incidents: readonly Incident[];
}

/** Replays one series through the engine, as `tidemark replay` does. */
export function run(points: Iterable<Point>, settings: WatchSettings = watch()): Run {
  const engine = createEngine({ watches: [settings], maxDelayMs: 2 * settings.stepMs });
  const reports: StepReport[] = [];
  for (const { timeMs, value } of points) {
    engine.ingest({
      partials:
        value === null
          ? []
          : [
              {
                watch: settings.name,
                labels: { service: 'shop' },
                stepStartMs: Math.floor(timeMs / settings.stepMs) * settings.stepMs,
                aggregate: { kind: 'last', value, timeMs },
              },
            ],
      producers: [{ producer: 'replay', coveredToMs: timeMs + settings.stepMs }],
    });
    reports.push(...engine.advance());
  }
  reports.push(...engine.flush());
  const incidents = new Map<string, Incident>();
  for (const { changed } of reports) for (const incident of changed) incidents.set(incident.id, incident);
  return { reports, incidents: [...incidents.values()].sort((a, b) => a.startMs - b.startMs) };
}
