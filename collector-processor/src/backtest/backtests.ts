import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import type { Backtest, BacktestResult } from '../api/contract/index.ts';
import { messageOf } from '../errors/message-of.ts';
import { TidemarkError } from '../errors/tidemark-error.ts';
import { createJobThread } from '../learn/jobs/job-thread.ts';
import type { WatchSettings } from '../measure/watch.ts';
import { summarise } from './summarise.ts';
import type { BacktestJob, BacktestScores, History } from './types.ts';

/** What is to be tried: the watch, and where its history comes from. */
export interface BacktestTask {
  readonly watch: WatchSettings;
  readonly maxPoints: number;
  /** @throws TidemarkError where there is none */
  readonly history: (signal: AbortSignal, tell: (share: number) => void) => Promise<History>;
}

export interface BacktestState extends Pick<Backtest, 'id' | 'state' | 'progress' | 'result'> {
  readonly error: { readonly error: TidemarkError; readonly atMs: number } | null;
}

/** Trials of watches on their history: one at a time, on a thread of its own, a few waiting, results kept for a while. */
export interface Backtests {
  /** @throws TidemarkError TLERR_BACKTEST_BUSY */
  begin(task: BacktestTask): BacktestState;
  find(id: string): BacktestState | null;
  cancel(id: string): Promise<void>;
  close(): Promise<void>;
}

const MAX_WAITING = 8;
const MAX_KEPT = 20;
const TIMEOUT_MS = 120_000;
const HEAP_MB = 512;
/** Pulling is told as the first half of the way. */
const PULL_SHARE = 0.5;

interface Entry extends BacktestTask {
  state: BacktestState;
  readonly abort: AbortController;
}

export function createBacktests({ clock }: { readonly clock: () => number }): Backtests {
  const thread = createJobThread<BacktestJob, BacktestScores>({
    worker: new URL('./worker.ts', import.meta.url),
    timeoutMs: TIMEOUT_MS,
    heapMb: HEAP_MB,
  });
  const entries = new Map<string, Entry>();
  const waiting: Entry[] = [];
  let working: Promise<void> | null = null;

  const isOver = ({ state }: BacktestState): boolean => ['done', 'failed', 'cancelled'].includes(state);
  const update = (entry: Entry, change: Partial<BacktestState>): void => {
    if (!isOver(entry.state)) entry.state = { ...entry.state, ...change };
  };

  function begin(task: BacktestTask): BacktestState {
    if (waiting.length >= MAX_WAITING) throw new TidemarkError('TLERR_BACKTEST_BUSY', { waiting: waiting.length });
    const state: BacktestState = { id: randomUUID(), state: 'waiting', progress: 0, result: null, error: null };
    const entry: Entry = { ...task, state, abort: new AbortController() };
    entries.set(state.id, entry);
    for (const [id, old] of entries) {
      if (entries.size <= MAX_KEPT) break;
      if (isOver(old.state)) entries.delete(id);
    }
    waiting.push(entry);
    working ??= work().finally(() => {
      working = null;
    });
    return entry.state;
  }

  async function work(): Promise<void> {
    for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) {
      if (isOver(entry.state)) continue;
      try {
        update(entry, { result: await perform(entry), state: 'done', progress: 1 });
      } catch (thrown) {
        const error =
          thrown instanceof TidemarkError
            ? thrown
            : new TidemarkError('TLERR_BACKTEST_FAILED', { reason: messageOf(thrown) });
        update(entry, { state: 'failed', error: { error, atMs: clock() } });
      }
    }
  }

  async function perform(entry: Entry): Promise<BacktestResult> {
    const { watch, maxPoints, abort } = entry;
    const startedMs = performance.now();
    update(entry, { state: 'pulling' });
    const history = await entry.history(abort.signal, (share) => update(entry, { progress: PULL_SHARE * share }));
    abort.signal.throwIfAborted();
    const pulledMs = performance.now();
    update(entry, { state: 'scoring', progress: PULL_SHARE });
    const job = {
      watch: plain(watch),
      history: { fromMs: history.fromMs, toMs: history.toMs, series: history.series },
    };
    const outcome = await thread.perform(job, ({ share }) =>
      update(entry, { progress: PULL_SHARE + (1 - PULL_SHARE) * share }),
    );
    if (outcome.status !== 'done') {
      throw new TidemarkError('TLERR_BACKTEST_FAILED', {
        reason: outcome.status === 'failed' ? outcome.detail : outcome.reason,
      });
    }
    const tookMs = { pull: Math.round(pulledMs - startedMs), score: Math.round(performance.now() - pulledMs) };
    return summarise({ watch, history, scores: outcome.result, maxPoints, tookMs });
  }

  async function cancel(id: string): Promise<void> {
    const entry = entries.get(id);
    if (entry === undefined || isOver(entry.state)) return;
    const wasScoring = entry.state.state === 'scoring';
    update(entry, { state: 'cancelled' });
    entry.abort.abort();
    if (wasScoring) await thread.end();
  }

  return {
    begin,
    find: (id) => entries.get(id)?.state ?? null,
    cancel,
    async close() {
      await Promise.all([...entries.keys()].map(cancel));
      await working;
      await thread.end();
    },
  };
}

/** Without what only the telemetry side of a watch has: it crosses to the thread. */
function plain(watch: WatchSettings): WatchSettings {
  return structuredClone(watch);
}
