import type { BacktestRequest } from '../api/contract/index.ts';
import { retune } from '../config/retune.ts';
import type { Source } from '../intake/prometheus/source.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import type { Store } from '../store/index.ts';
import type { WatchBook, WatchProblem } from '../watches/watch-book.ts';
import type { BacktestTask } from './backtests.ts';
import type { createHistoryCache } from './history-cache.ts';
import { pullHistory } from './pull-history.ts';
import { storedHistory } from './stored-history.ts';

export interface PlanParts {
  readonly book: WatchBook;
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly cache: ReturnType<typeof createHistoryCache>;
}

export type Plan =
  | { readonly status: 'ok'; readonly task: BacktestTask }
  | { readonly status: 'invalid'; readonly problems: readonly WatchProblem[] };

type Given = Omit<BacktestRequest, 'start' | 'end'> & { readonly fromMs: number; readonly toMs: number };

const DEFAULT_SERIES = 10;
const DEFAULT_POINTS = 2_000;
/** Steps of one series at most: ten weeks of minutes. */
const MAX_STEPS = 100_000;
/** Ends are rounded down to this, so that a knob turned a little later finds the same history. */
const ROUND_MS = 300_000;

/** From a request to a task: the watch checked by the one schema, its history from its source or, where it has none, from the store. */
export function planBacktest({ book, store, sources, cache }: PlanParts, given: Given): Plan {
  const { watch: config, maxSeries = DEFAULT_SERIES, maxPoints = DEFAULT_POINTS } = given;
  const chosen = chooseWatch(book, config);
  if (chosen.status === 'invalid') return chosen;
  const { watch } = chosen;
  const { stepMs, source: asked } = watch;
  const roundMs = Math.max(ROUND_MS, stepMs);
  const toMs = Math.floor(given.toMs / roundMs) * roundMs;
  const fromMs = Math.floor(given.fromMs / roundMs) * roundMs;
  if ((toMs - fromMs) / stepMs > MAX_STEPS) {
    return invalid('step', `the span has more than ${MAX_STEPS} steps; take a longer step or a shorter span`);
  }
  if (toMs - fromMs < stepMs) return invalid('step', 'the span is shorter than one step');

  if (asked.kind !== 'promql') {
    return {
      status: 'ok',
      task: { watch, maxPoints, history: async () => storedHistory(store, watch, { fromMs, toMs, maxSeries }) },
    };
  }
  const source = sources.find(({ settings }) => settings.name === asked.from);
  if (source === undefined) return invalid('source.from', `'${asked.from}' is not the name of one of \`sources\``);
  const key = JSON.stringify([asked.from, asked.expr, stepMs, fromMs, toMs, maxSeries]);
  const history: BacktestTask['history'] = async (signal, tell) => {
    const known = cache.get(key);
    if (known !== null) return known;
    const pulled = await pullHistory({ source, expr: asked.expr, stepMs, fromMs, toMs, maxSeries, signal, tell });
    cache.put(key, pulled);
    return pulled;
  };
  return { status: 'ok', task: { watch, maxPoints, history } };
}

type Chosen = { readonly status: 'ok'; readonly watch: WatchDefinition } | Extract<Plan, { status: 'invalid' }>;

/** A watch of an expression is checked as if it were made; of a name alone, the watch of that name with what is turned on it. */
function chooseWatch(book: WatchBook, config: Given['watch']): Chosen {
  const name = typeof config.name === 'string' ? config.name : '';
  const existing = book.find(name);
  const given = config.source === undefined ? { ...book.configOf(name), ...config } : config;
  if (given.source !== undefined && given.source.otlp === undefined) {
    // Under a name of its own: that one of this name exists is no fault here.
    const checked = book.check({ ...given, name: TRIAL });
    if (checked.status === 'ok') return { status: 'ok', watch: { ...checked.definition, name: name || TRIAL } };
    return {
      status: 'invalid',
      problems: checked.faults.map(({ path, message }) => ({ path: path.join('.'), message })),
    };
  }
  if (existing === null)
    return invalid('name', `there is no watch '${name}', and no \`source\` is given to try a new one`);
  const tuned = retune(existing, config, book.calendars);
  return tuned.status === 'ok' ? { status: 'ok', watch: tuned.definition } : tuned;
}

const TRIAL = 'trial';

function invalid(path: string, message: string): Extract<Plan, { status: 'invalid' }> {
  return { status: 'invalid', problems: [{ path, message }] };
}
