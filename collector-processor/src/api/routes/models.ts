import { labelsKey } from '../../series/labels.ts';
import type { DetectorDecision, ModelVersion } from '../../learn/types.ts';
import type { Routes } from '../api-context.ts';
import { ModelsQuery, ModelsResponse } from '../contract/index.ts';
import { findWatch } from '../find-watch.ts';
import { parseMatch } from '../parameters/match.ts';
import { describeRoute } from '../route-schema.ts';

const DEFAULT_SERIES = 100;

export const modelsRoute: Routes = (app, context) => {
  const { engine, store, models } = context;
  const schema = {
    ...describeRoute({
      summary: 'What scores each series of a watch: models, their versions, when they were trained, how they did',
      tag: 'series',
      response: ModelsResponse,
      errors: [400, 404],
    }),
    querystring: ModelsQuery,
  };
  app.get('/api/v1/models', { schema, config: { scope: 'read' } }, ({ query }) => {
    const watch = findWatch(context, query.watch).name;
    const matches = parseMatch(query.match);
    const found = engine.series(watch).filter(({ labels }) => matches(labels, watch));
    const versions = Map.groupBy(store.models(watch), ({ labels }) => labelsKey(labels));
    const decisions = new Map(store.decisions(watch).map((decision) => [labelsKey(decision.labels), decision]));
    const choice = models.choiceOf(watch);
    return {
      watch,
      detector: choice === 'auto' ? choice : choice.join('+'),
      series: found.slice(0, query.limit ?? DEFAULT_SERIES).map((series) => ({
        labels: series.labels,
        uses: models.usesOf(watch, series),
        ...decided(decisions.get(labelsKey(series.labels))),
        versions: (versions.get(labelsKey(series.labels)) ?? []).map(versionBody),
        training: models.trainingOf(watch, series),
      })),
      total: found.length,
      waiting: models.waiting(),
    };
  });
};

const decided = (decision: DetectorDecision | undefined) => ({
  decidedAtMs: decision?.atMs ?? null,
  reason: decision?.reason ?? null,
  candidates: decision?.figures ?? {},
});

function versionBody({ id, model, inUse, trainedAtMs, about }: ModelVersion) {
  const { window, companions, seed, backtest } = about;
  const { fromMs: windowFromMs, toMs: windowToMs, steps, leftOut } = window;
  const names = companions.map(({ name }) => name);
  return { id, model, inUse, trainedAtMs, windowFromMs, windowToMs, steps, leftOut, companions: names, seed, backtest };
}
