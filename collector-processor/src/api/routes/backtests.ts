import { Type } from 'typebox';
import { createHistoryCache } from '../../backtest/history-cache.ts';
import { planBacktest } from '../../backtest/plan.ts';
import type { BacktestState } from '../../backtest/backtests.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Routes } from '../api-context.ts';
import { Backtest, BacktestRequest } from '../contract/index.ts';
import { parseSpan } from '../parameters/time.ts';
import { describeRoute } from '../route-schema.ts';
import { troubleOf } from '../trouble.ts';
import { invalidWatch } from './watches/edit.ts';

/** Four weeks show a weekly season four times. */
const DEFAULT_START = 'now-28d';
const URL = '/api/v1/backtests/:id';

/**
 * All of them need the scope write: a backtest asks a Prometheus with Tidemark's credentials, whatever the asker may see.
 */
export const backtestRoutes: Routes = (app, { backtests, book, store, pulls, clock }) => {
  const cache = createHistoryCache(clock);
  const params = Type.Object({ id: Type.String({ maxLength: 100 }) });
  const words = (summary: string) => ({ summary, tag: 'watches', response: Backtest });

  function find(id: string): Backtest {
    const state = backtests.find(id);
    if (state === null) throw new TidemarkError('TLERR_NOT_FOUND', { what: `Backtest '${id}'` });
    return body(state);
  }

  const begin = {
    ...describeRoute({ ...words('Try a watch on its history; ask for the answer by its id'), errors: [400, 503] }),
    body: BacktestRequest,
  };
  app.post('/api/v1/backtests', { schema: begin, config: { scope: 'write' } }, ({ body: given }) => {
    const { start = DEFAULT_START, end = 'now', ...request } = given;
    const span = parseSpan({ from: start, to: end }, clock());
    const plan = planBacktest({ book, store, sources: pulls.sources, cache }, { ...request, ...span });
    if (plan.status === 'invalid') throw invalidWatch(plan.problems);
    return body(backtests.begin(plan.task));
  });

  const look = { ...describeRoute({ ...words('How far a backtest is, and its result'), errors: [404] }), params };
  app.get(URL, { schema: look, config: { scope: 'write' } }, (request) => find(request.params.id));

  const cancel = { ...describeRoute({ ...words('End a backtest'), errors: [404] }), params };
  app.delete(URL, { schema: cancel, config: { scope: 'write' } }, async (request) => {
    await backtests.cancel(request.params.id);
    return find(request.params.id);
  });
};

const body = ({ error, ...state }: BacktestState): Backtest => ({ ...state, error: troubleOf(error) });
