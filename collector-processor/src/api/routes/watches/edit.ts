import { TidemarkError } from '../../../errors/tidemark-error.ts';
import type { SaveOutcome } from '../../../watches/watch-book.ts';
import type { ApiContext, Routes } from '../../api-context.ts';
import { WatchDeleteQuery, WatchDetail, WatchDeleted, WatchRequest } from '../../contract/index.ts';
import { findWatch } from '../../find-watch.ts';
import { requireScope } from '../../guards.ts';
import { orFail } from '../../or-fail.ts';
import { describeRoute } from '../../route-schema.ts';
import { detailOf } from './detail.ts';
import { WatchParams } from './params.ts';

/** The body is checked by the rules of tidemark.yaml, which tell every fault at once: not by the framework, which tells the first. */
const checkedLater = () => () => true;
const ORIGINS = {
  builtin: 'needs no configuration',
  config: 'is named in tidemark.yaml',
  replay: 'came with its input',
};

export const createWatchRoute: Routes = (app, context) => {
  const schema = {
    ...describeRoute({
      summary: 'Make a PromQL watch; it learns from the history of its source at once',
      tag: 'watches',
      response: WatchDetail,
      errors: [400, 503],
    }),
    body: WatchRequest,
  };
  const options = { schema, validatorCompiler: checkedLater, config: { scope: 'write' } } as const;
  app.post('/api/v1/watches', options, async ({ body, tokenName }) =>
    answer(context, await context.book.save(body, tokenName ?? '')),
  );
};

export const replaceWatchRoute: Routes = (app, context) => {
  const schema = {
    ...describeRoute({
      summary: 'Change a watch that was made at run time; of another expression or step it learns anew',
      tag: 'watches',
      response: WatchDetail,
      errors: [400, 404, 409, 503],
    }),
    params: WatchParams,
    body: WatchRequest,
  };
  const options = { schema, validatorCompiler: checkedLater, config: { scope: 'write' } } as const;
  app.put('/api/v1/watches/:name', options, async ({ params, body, tokenName }) => {
    const name = editable(context, params.name);
    return answer(context, await context.book.save(body, tokenName ?? '', name));
  });
};

export const deleteWatchRoute: Routes = (app, context) => {
  const schema = {
    ...describeRoute({
      summary: 'Forget a watch that was made at run time; its history ages out, or goes at once (scope admin)',
      tag: 'watches',
      response: WatchDeleted,
      errors: [404, 409, 503],
    }),
    params: WatchParams,
    querystring: WatchDeleteQuery,
  };
  app.delete('/api/v1/watches/:name', { schema, config: { scope: 'write' } }, async (request) => {
    const { params, query } = request;
    const history = query.history ?? false;
    if (history) requireScope(context.authorizer, request, 'admin');
    const name = editable(context, params.name);
    const others = context.book.loadedBy(name).map((other) => `'${other}'`);
    if (others.length > 0) throw new TidemarkError('TLERR_WATCH_NEEDED', { watch: name, others: others.join(', ') });
    orFail(await context.book.remove(name, history));
    return { deleted: name };
  });
};

/** @throws TidemarkError TLERR_NOT_FOUND, TLERR_WATCH_FIXED */
function editable(context: ApiContext, given: string): string {
  const { name, origin } = findWatch(context, given);
  if (origin !== 'api') throw new TidemarkError('TLERR_WATCH_FIXED', { watch: name, origin: ORIGINS[origin] });
  return name;
}

/** @throws TidemarkError TLERR_WATCH_INVALID, TLERR_STORE_WRITE_FAILED */
function answer(context: ApiContext, outcome: SaveOutcome): WatchDetail {
  if (outcome.status === 'invalid') throw invalidWatch(outcome.problems);
  if (outcome.status === 'failed') throw new TidemarkError('TLERR_STORE_WRITE_FAILED', { reason: outcome.reason });
  return detailOf(context, outcome.definition);
}

/** All that is wrong with a watch, as one error that lists it by key. */
export function invalidWatch(problems: Extract<SaveOutcome, { status: 'invalid' }>['problems']): TidemarkError {
  const text = problems.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
  const count = problems.length === 1 ? '1 fault' : `${problems.length} faults`;
  return new TidemarkError('TLERR_WATCH_INVALID', { count, problems: text }, { cause: problems });
}
