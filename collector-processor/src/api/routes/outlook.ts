import type { Routes } from '../api-context.ts';
import { AccuracyQuery, AccuracyResponse, MaintenanceQuery, MaintenanceResponse } from '../contract/index.ts';
import type { MaintenanceWarning } from '../../maintenance/warning.ts';
import { findWatch } from '../find-watch.ts';
import { parseMatch } from '../parameters/match.ts';
import { describeRoute } from '../route-schema.ts';

const DEFAULT_SERIES = 50;
const DEFAULT_WARNINGS = 100;
const WEEK_MS = 7 * 86_400_000;

export const accuracyRoute: Routes = (app, context) => {
  const { store, clock } = context;
  const schema = {
    ...describeRoute({
      summary: 'Forecasts of the last week against what came, by series and horizon',
      tag: 'forecasts',
      response: AccuracyResponse,
      errors: [400, 404],
    }),
    querystring: AccuracyQuery,
  };
  app.get('/api/v1/forecast/accuracy', { schema, config: { scope: 'read' } }, ({ query }) => {
    const watch = findWatch(context, query.watch).name;
    const matches = parseMatch(query.match);
    const found = store.series(watch).filter(({ labels }) => matches(labels, watch));
    const series = found.slice(0, query.limit ?? DEFAULT_SERIES).map(({ id, labels }) => ({
      labels,
      horizons: store.forecastAccuracy(id, clock() - WEEK_MS),
    }));
    return { watch, series, total: found.length };
  });
};

export const maintenanceRoute: Routes = (app, { store }) => {
  const schema = {
    ...describeRoute({
      summary:
        'Warnings of limits that will be reached and of services that get worse at the same load, and what became of earlier ones',
      tag: 'forecasts',
      response: MaintenanceResponse,
      errors: [400],
    }),
    querystring: MaintenanceQuery,
  };
  app.get('/api/v1/maintenance', { schema, config: { scope: 'read' } }, ({ query }) => {
    const { match, limit = DEFAULT_WARNINGS, ...filter } = query;
    const matches = parseMatch(match);
    const matching = <T extends Pick<MaintenanceWarning, 'labels' | 'watch'>>(found: readonly T[]): T[] =>
      found.filter(({ labels, watch }) => matches(labels, watch)).slice(0, limit);
    const all = { ...filter, limit: 10_000 };
    return { warnings: matching(store.warnings(all)), degradations: matching(store.degradations(all)) };
  });
};
