import { stringify } from 'yaml';
import type { WatchConfig } from '../../../config/watch-schema.ts';
import type { WatchSettings } from '../../../measure/watch.ts';
import type { ApiContext, Routes } from '../../api-context.ts';
import { WatchDetail } from '../../contract/index.ts';
import { findWatch } from '../../find-watch.ts';
import { describeRoute } from '../../route-schema.ts';
import { troubleOf } from '../../trouble.ts';
import { describeWatch } from './describe.ts';
import { WatchParams } from './params.ts';

const WEEK_MS = 7 * 86_400_000;
/** Coverage is read off at most so many series: 20 weeks of minutes are 200,000 rows, about 50 ms. */
const MAX_COVERAGE_SERIES = 20;

export const watchRoute: Routes = (app, context) => {
  const schema = {
    ...describeRoute({
      summary: 'One watch: how it learns, how its budget is used, how it was given',
      tag: 'watches',
      response: WatchDetail,
      errors: [404],
    }),
    params: WatchParams,
  };
  app.get('/api/v1/watches/:name', { schema, config: { scope: 'read' } }, ({ params }) =>
    detailOf(context, findWatch(context, params.name)),
  );
};

/** All that is told of one watch. */
export function detailOf(context: ApiContext, watch: WatchSettings): WatchDetail {
  const { engine, store, book, clock } = context;
  const { name } = watch;
  const config = book.configOf(name);
  const counts = engine.counts(name);
  return {
    watch: describeWatch(context, watch),
    config,
    yaml: config === null ? null : yamlOf(config),
    series: counts,
    coverage: store.coverage(name, clock() - WEEK_MS, MAX_COVERAGE_SERIES),
    alertBudget: budgetUsed(context, watch, counts.total),
    pull: pullBody(book.pull(name)),
  };
}

/** As it would stand in tidemark.yaml. */
function yamlOf(config: WatchConfig): string {
  return stringify({ watches: [config] });
}

function budgetUsed({ store, clock }: ApiContext, { name, falseAlarmsPerWeek }: WatchSettings, seriesCount: number) {
  const nowMs = clock();
  const recent = store.incidents({ watch: name, fromMs: nowMs - WEEK_MS, toMs: nowMs }).incidents;
  const begun = recent.filter(({ startMs }) => startMs >= nowMs - WEEK_MS);
  return {
    perWeek: falseAlarmsPerWeek * seriesCount,
    incidents: begun.length,
    falseAlarms: begun.filter(({ verdict }) => verdict?.verdict === 'false_alarm').length,
    unjudged: begun.filter(({ verdict }) => verdict === null).length,
  };
}

function pullBody(pull: ReturnType<ApiContext['book']['pull']>): WatchDetail['pull'] {
  return pull === null ? null : { ...pull, lastError: troubleOf(pull.lastError), warnings: [...pull.warnings] };
}
