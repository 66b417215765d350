import { setTimeout as sleep } from 'node:timers/promises';
import { backoffMs } from '../../backoff.ts';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import type { WatchDefinition } from '../../measure/watch-source.ts';
import type { Engine } from '../../pipeline/types.ts';
import { createChunkSize } from './chunks.ts';
import type { Source } from './source.ts';
import { bareRuns } from './to-partials.ts';
import type { MatrixSeries, Pulled } from './types.ts';

export interface PullStatus {
  readonly source: string;
  /** `backfilling`: more than a few steps behind. `failing`: the last question was not answered. */
  readonly state: 'backfilling' | 'live' | 'failing';
  /** Where this catching up began. */
  readonly fromMs: number;
  /** Start of the next step that is pulled. */
  readonly nextMs: number;
  /** 0 … 1, of this catching up. */
  readonly progress: number;
  readonly lastPullMs: number | null;
  readonly lastError: { readonly error: TidemarkError; readonly atMs: number } | null;
  /** What the source said of its last answer. */
  readonly warnings: readonly string[];
}

export interface PullerOptions {
  readonly watch: WatchDefinition & { readonly source: { readonly kind: 'promql' } };
  readonly source: Source;
  readonly engine: Pick<Engine, 'lastStepMs'>;
  /** Takes a piece across the seam; resolves when the next may come. @throws TidemarkError where it cannot be taken now */
  readonly take: (pulled: Pulled) => Promise<void>;
  readonly clock: () => number;
  readonly random: () => number;
  /** The first failure after success, and the first success after failure. */
  readonly onTurn: (failing: TidemarkError | null) => void;
}

/** Steps pulled anew each time: samples that were stored late revise them. */
const OVERLAP_STEPS = 2;
/** So far behind is still live. */
const LIVE_STEPS = 3;
/** The engine skips longer empty stretches (ENGINE_DEFAULTS.maxCatchUpSteps). */
const MAX_CHUNK_STEPS = 10_000;
/** An expression at fault is tried again so often: what it selects may exist by then. */
const REFUSED_RETRY_MS = 60_000;

/**
 * Pulls one watch: its history oldest first and in pieces, then each step once its delay is over. What is missed (the
 * source was down, Tidemark was) is caught up on by the same way, from the newest step that the engine has closed.
 */
export function createPuller({ watch, source, engine, take, clock, random, onTurn }: PullerOptions) {
  const { name, stepMs } = watch;
  const { delayMs, historyMs, maxPoints } = source.settings;
  const chunk = createChunkSize({ maxSteps: Math.min(MAX_CHUNK_STEPS, maxPoints - OVERLAP_STEPS) });
  const stopping = new AbortController();
  const floor = (timeMs: number): number => Math.floor(timeMs / stepMs) * stepMs;
  /** End of the newest step that may be asked for. */
  const dueMs = (): number => floor(clock() - delayMs);

  const learnedMs = engine.lastStepMs(name);
  let nextMs = learnedMs === null ? floor(clock() - historyMs) : learnedMs + stepMs;
  const firstMs = nextMs;
  let fromMs = nextMs;
  let lastPullMs: number | null = null;
  let lastError: PullStatus['lastError'] = null;
  let failing = false;
  let warnings: readonly string[] = [];

  const isBehind = (): boolean => dueMs() - nextMs > LIVE_STEPS * stepMs;

  /** One piece: asks, scores, delivers. Resolves with how long to wait before the next. */
  async function pull(attempt: number): Promise<{ waitMs: number; failed: boolean }> {
    const toMs = Math.min(dueMs(), nextMs + chunk.steps() * stepMs);
    if (toMs <= nextMs) return { waitMs: nextMs + stepMs + delayMs - clock(), failed: false };
    const overlapMs = nextMs > firstMs ? OVERLAP_STEPS * stepMs : 0;
    const askedMs = clock();
    const outcome = await source.query({
      expr: watch.source.expr,
      startMs: nextMs + stepMs - overlapMs,
      endMs: toMs,
      stepMs,
      signal: stopping.signal,
    });
    if (stopping.signal.aborted) return { waitMs: 0, failed: true };
    if (outcome.status !== 'ok') {
      const smaller = outcome.status === 'too_much' && chunk.shrink((toMs - nextMs) / stepMs);
      // That a source is silent is told at once, whether or not it answers a smaller question.
      const silent = outcome.error.code === 'TLERR_SOURCE_TIMEOUT';
      if (silent || !smaller) fail(outcome.error);
      const waitMs = outcome.status === 'refused' ? REFUSED_RETRY_MS : smaller ? 0 : backoffMs(attempt, random());
      return { waitMs, failed: !smaller };
    }
    if (failing) onTurn(null);
    failing = false;
    warnings = outcome.warnings;
    lastPullMs = clock();
    chunk.fitTo(outcome.series.length);
    const unknown = await unknownRuns(outcome.series, toMs);
    // Stopped while it asked: the watch may be another one by now.
    if (stopping.signal.aborted) return { waitMs: 0, failed: true };
    await take({ watch: name, series: outcome.series, askedMs, unknown, toMs });
    nextMs = toMs;
    return { waitMs: 0, failed: false };
  }

  function fail(error: TidemarkError): void {
    if (!failing) onTurn(error);
    failing = true;
    lastError = { error, atMs: clock() };
  }

  /**
   * Of the steps without any series those in which the source itself was not there: it scraped nothing, not even `up`.
   * They are no absence. A source that never has `up` (it is pushed to) is taken at its word.
   */
  async function unknownRuns(series: readonly MatrixSeries[], toMs: number) {
    // Before its first value a series was not gone.
    const begunMs =
      engine.lastStepMs(name) === null ? Math.min(...series.map(({ timesMs }) => timesMs[0] ?? Infinity)) : nextMs;
    const runs = bareRuns(series, Math.max(nextMs, begunMs), toMs, stepMs);
    if (runs.length === 0) return [];
    const outcome = await source.query({
      expr: 'count(up)',
      startMs: nextMs + stepMs - OVERLAP_STEPS * stepMs,
      endMs: toMs,
      stepMs,
      signal: stopping.signal,
    });
    if (outcome.status !== 'ok' || outcome.series.length === 0) return [];
    return runs.flatMap((run) => bareRuns(outcome.series, run.fromMs, run.toMs, stepMs));
  }

  async function run(): Promise<void> {
    let attempt = 1;
    while (!stopping.signal.aborted) {
      const { waitMs, failed } = await pull(attempt).catch((error: unknown) => {
        fail(asTidemarkError(error));
        return { waitMs: backoffMs(attempt, random()), failed: true };
      });
      // Up to date: the next catching up begins here.
      if (!isBehind()) fromMs = nextMs;
      attempt = failed ? attempt + 1 : 1;
      // Others get a turn between the pieces of a long history.
      if (waitMs <= 0) await new Promise((resolve) => setImmediate(resolve));
      else await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const running = run();

  return {
    status(): PullStatus {
      const behind = isBehind();
      const span = dueMs() - fromMs;
      return {
        source: source.settings.name,
        state: failing ? 'failing' : behind ? 'backfilling' : 'live',
        fromMs,
        nextMs,
        progress: behind && span > 0 ? Math.min(1, Math.max(0, (nextMs - fromMs) / span)) : 1,
        lastPullMs,
        lastError,
        warnings,
      };
    },
    /** Ends the question under way; nothing is delivered after it. */
    async stop(): Promise<void> {
      stopping.abort();
      await running;
    },
  };
}

const asTidemarkError = (error: unknown): TidemarkError =>
  error instanceof TidemarkError
    ? error
    : new TidemarkError('TLERR_UNEXPECTED', { reason: messageOf(error) }, { cause: error });

export type Puller = ReturnType<typeof createPuller>;
