import { parseDuration } from '../../config/duration.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { historyOf } from '../../forecast/lane/history-of.ts';
import { FORECASTERS } from '../../forecast/registry.ts';
import type { GrowthStep } from '../../forecast/whatif/what-if.ts';
import { limitSentence } from '../../maintenance/recommend.ts';
import type { LimitSettings } from '../../maintenance/types.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import type { ApiContext, Routes } from '../api-context.ts';
import { WhatIfQuery, WhatIfResponse } from '../contract/index.ts';
import { findWatch } from '../find-watch.ts';
import { badParameter } from '../parameters/bad-parameter.ts';
import { parseMatch } from '../parameters/match.ts';
import { parseTime } from '../parameters/time.ts';
import { describeRoute } from '../route-schema.ts';

const HOUR_MS = 3_600_000;
const MAX_HORIZON_MS = 90 * 24 * HOUR_MS;
const HISTORY_MS = 63 * 24 * HOUR_MS;
const MAX_MODELS = 4;
const LEADS_MS = [7 * 24 * HOUR_MS, 24 * HOUR_MS];

export const whatIfRoute: Routes = (app, context) => {
  const { forecasts, clock, store } = context;
  const schema = {
    ...describeRoute({
      summary: 'Models side by side on the hours of one series, with a limit and a supposed growth',
      tag: 'forecasts',
      response: WhatIfResponse,
      errors: [400, 404, 503],
    }),
    querystring: WhatIfQuery,
  };
  app.get('/api/v1/forecast/whatif', { schema, config: { scope: 'read' } }, async ({ query }) => {
    const watch = findWatch(context, query.watch);
    const series = oneSeries(context, watch, query.match);
    const models = modelsOf(query.models ?? 'auto');
    const horizonMs = horizonOf(query.horizon ?? '7d');
    const growth = growthOf(query, clock());
    const limit = limitOf(query, watch);
    const toMs = (store.latest(series.id)?.stepMs ?? clock()) + watch.stepMs;
    const history = historyOf(store.rollups(series, 'hour', toMs - HISTORY_MS, toMs), watch, toMs);
    if (history === null) throw new TidemarkError('TLERR_FORECAST_YOUNG', {});

    const horizon = Math.ceil(horizonMs / history.stepMs);
    const outcome = await forecasts.whatIf({ history, models, horizon, limit, growth });
    if (outcome.status !== 'done') {
      const reason = outcome.status === 'failed' ? outcome.detail : 'too many questions wait already';
      throw new TidemarkError('TLERR_WHAT_IF', { reason });
    }
    const { outlook, ...answer } = outcome.result;
    const subject = (of: LimitSettings) => ({
      watch: watch.name,
      unit: watch.unit,
      timezone: watch.timezone,
      labels: series.labels,
      limit: of,
    });
    return {
      ...{ watch: watch.name, labels: series.labels, unit: watch.unit, timezone: watch.timezone },
      ...answer,
      history: { startMs: history.startMs, values: Array.from(history.values, (value) => finite(value)) },
      limit:
        limit === null || outlook === null
          ? null
          : { ...limit, outlook, sentence: limitSentence(subject(limit), outlook) },
    };
  });
};

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

function oneSeries({ store }: ApiContext, watch: WatchSettings, match: string | undefined) {
  const matches = parseMatch(match);
  const found = store.series(watch.name).filter(({ labels }) => matches(labels, watch.name));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw new TidemarkError('TLERR_NOT_FOUND', { what: `A series of '${watch.name}' like that` });
  throw badParameter('match', match ?? '', `matched by ${found.length} series`, 'matchers that pick one series');
}

function modelsOf(given: string): string[] {
  const names = [...new Set(given.split(',').map((name) => name.trim()))];
  const known = Object.keys(FORECASTERS);
  if (names.length > MAX_MODELS || names.some((name) => !known.includes(name))) {
    throw badParameter('models', given, 'not a list of models', `up to ${MAX_MODELS} of ${known.join(', ')}`);
  }
  return names;
}

function horizonOf(given: string): number {
  const horizonMs = parseDuration(given);
  if (horizonMs === null || horizonMs < HOUR_MS || horizonMs > MAX_HORIZON_MS) {
    throw badParameter('horizon', given, 'not a horizon', 'a duration from 1h to 90d');
  }
  return horizonMs;
}

function growthOf({ growth, growthFrom = 'now' }: WhatIfQuery, nowMs: number): GrowthStep | null {
  return growth === undefined ? null : { share: growth / 100, fromMs: parseTime('growthFrom', growthFrom, nowMs) };
}

function limitOf({ limit, direction = 'up' }: WhatIfQuery, watch: WatchSettings): LimitSettings | null {
  return limit === undefined
    ? (watch.limit ?? null)
    : { name: 'the limit', value: limit, direction, leadsMs: LEADS_MS };
}
