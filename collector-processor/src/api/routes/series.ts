import { labelsKey } from '../../series/labels.ts';
import type { Labels } from '../../series/types.ts';
import type { LatestStep } from '../../store/index.ts';
import type { ApiContext, Routes } from '../api-context.ts';
import { SeriesQuery, SeriesResponse, type Series } from '../contract/index.ts';
import { findWatch } from '../find-watch.ts';
import { parseMatch } from '../parameters/match.ts';
import { describeRoute } from '../route-schema.ts';

export const seriesRoute: Routes = (app, context) => {
  const schema = {
    ...describeRoute({
      summary: 'Live series of a watch and the state each is in',
      tag: 'series',
      response: SeriesResponse,
      errors: [400, 404],
    }),
    querystring: SeriesQuery,
  };
  app.get('/api/v1/series', { schema, config: { scope: 'read' } }, ({ query }) => {
    const watch = findWatch(context, query.watch).name;
    const matches = parseMatch(query.match);
    const found = context.engine.series(watch).filter(({ labels }) => matches(labels, watch));
    const stateOf = createStateOf(context, watch);
    const series = found.slice(0, query.limit).map(({ id, labels }) => ({
      id,
      watch,
      labels,
      detector: context.models.usesOf(watch, { labels }).join('+'),
      ...stateOf(labels),
    }));
    return { series, total: found.length };
  });
};

/** The state of a series at its newest step. */
function createStateOf({ store }: ApiContext, watch: string) {
  const { incidents } = store.incidents({ watch, status: 'open' });
  const open = new Set(incidents.map(({ labels }) => labelsKey(labels)));

  return (labels: Labels): Pick<Series, 'state' | 'lastStepMs'> => {
    const stored = store.findSeries(watch, labels);
    const latest = stored === undefined ? null : store.latest(stored.id);
    return { state: nameState(latest, open.has(labelsKey(labels))), lastStepMs: latest?.stepMs ?? null };
  };
}

function nameState(latest: LatestStep | null, incidentOpen: boolean): Series['state'] {
  if (latest === null || latest.learning) return 'learning';
  if (latest.value === null) return 'absent';
  return incidentOpen || (latest.score ?? 0) > 1 ? 'anomalous' : 'normal';
}
