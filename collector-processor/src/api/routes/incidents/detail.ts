import type { Incident } from '../../../incidents/types.ts';
import type { WatchSettings } from '../../../measure/watch.ts';
import { labelsKey } from '../../../series/labels.ts';
import type { Store } from '../../../store/index.ts';
import type { Routes } from '../../api-context.ts';
import { IncidentDetail, RANGE_FIELDS, type Moved } from '../../contract/index.ts';
import { describeRoute } from '../../route-schema.ts';
import { panelBody } from '../watches/describe.ts';
import { findIncident, IncidentParams } from './one.ts';
import { spanSoFar, windowOf } from './spark.ts';

const MAX_WINDOW_POINTS = 2_000;
const MAX_ALONGSIDE = 50;
const MAX_MOVED = 20;
const MAX_SIMILAR = 20;
/** Of so many series at most it is asked whether they moved too; each costs about 20 µs. */
const MAX_ASKED = 5_000;
/** From here on a step is told as moved: near its limit. */
const MOVED_SCORE = 0.8;
/** What moved a little before or after belongs to it too. */
const MARGIN_STEPS = 5;

export const incidentDetailRoute: Routes = (app, { store, engine }) => {
  const schema = {
    ...describeRoute({
      summary: 'One incident with its graph, what else moved at the time, and earlier ones like it',
      tag: 'incidents',
      response: IncidentDetail,
      errors: [404],
    }),
    params: IncidentParams,
  };
  app.get('/api/v1/incidents/:id/detail', { schema, config: { scope: 'read' } }, ({ params }) => {
    const incident = findIncident(store, params.id);
    const watches = engine.watches();
    const watch = watches.find(({ name }) => name === incident.watch);
    const stepMs = watch?.stepMs ?? 60_000;
    const alongside = alongsideOf(store, incident, stepMs);
    const series = windowOf(store, incident, RANGE_FIELDS, MAX_WINDOW_POINTS);
    return {
      incident,
      watch: watch === undefined ? null : pickWatch(watch),
      window: { ...spanSoFar(incident, series, stepMs), series },
      alongside: alongside.slice(0, MAX_ALONGSIDE),
      moved: movedWith(
        store,
        watches.map(({ name }) => name),
        incident,
        [incident, ...alongside],
        stepMs,
      ),
      similar: similarTo(store, incident),
    };
  });
};

const pickWatch = ({ name, unit, stepMs, description, panel }: WatchSettings): IncidentDetail['watch'] => ({
  name,
  unit,
  stepMs,
  description,
  panel: panelBody(panel),
});

/** The incident itself and a little around it, ms. */
function closeSpan({ startMs, endMs, lastMs }: Incident, stepMs: number) {
  return { fromMs: startMs - MARGIN_STEPS * stepMs, toMs: (endMs ?? lastMs + stepMs) + MARGIN_STEPS * stepMs };
}

function alongsideOf(store: Store, incident: Incident, stepMs: number): Incident[] {
  return store
    .incidents({ ...closeSpan(incident, stepMs), order: 'severity', limit: 1_000 })
    .incidents.filter(({ id }) => id !== incident.id);
}

/** Series that came near their limits at the time and have no incident of their own to be told by. */
function movedWith(
  store: Store,
  watches: readonly string[],
  incident: Incident,
  told: readonly Incident[],
  stepMs: number,
): Moved[] {
  const { fromMs, toMs } = closeSpan(incident, stepMs);
  const known = new Set(told.map(({ watch, labels }) => `${watch}\n${labelsKey(labels)}`));
  return watches
    .flatMap((watch) => store.series(watch))
    .filter(({ watch, labels }) => !known.has(`${watch}\n${labelsKey(labels)}`))
    .slice(0, MAX_ASKED)
    .flatMap(({ id, watch, labels }) => {
      const peak = store.peak(id, fromMs, toMs, MOVED_SCORE);
      if (peak === null) return [];
      const { stepMs: peakMs, score: peakScore, value: peakValue, expected: peakExpected, direction } = peak;
      return [{ watch, labels, peakMs, peakScore, peakValue, peakExpected, direction }];
    })
    .sort((a, b) => b.peakScore - a.peakScore)
    .slice(0, MAX_MOVED);
}

function similarTo(store: Store, incident: Incident): IncidentDetail['similar'] {
  const key = labelsKey(incident.labels);
  const { incidents } = store.incidents({
    toMs: incident.startMs - 1,
    watch: incident.watch,
    matches: (labels) => labelsKey(labels) === key,
  });
  const verdicts = { real: 0, false_alarm: 0, expected: 0, none: 0 };
  for (const { verdict } of incidents) verdicts[verdict?.verdict ?? 'none']++;
  return {
    incidents: incidents.slice(0, MAX_SIMILAR),
    total: incidents.length,
    sameClass: incidents.filter((earlier) => earlier.class === incident.class).length,
    verdicts,
  };
}
