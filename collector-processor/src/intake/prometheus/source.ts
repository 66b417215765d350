import { performance } from 'node:perf_hooks';
import type { SourceSettings } from '../../config/settings.ts';
import type { TidemarkError } from '../../errors/tidemark-error.ts';
import type { Telemetry } from '../../telemetry/index.ts';
import { createCircuit } from './circuit.ts';
import { createPrometheusClient, type PrometheusClient } from './client.ts';
import { createTurns } from '../turns.ts';
import type { QueryOutcome, RangeRequest } from './types.ts';

export interface SourceHealth {
  readonly state: 'untried' | 'ok' | 'failing';
  readonly lastAnswerMs: number | null;
  readonly lastError: { readonly error: TidemarkError; readonly atMs: number } | null;
}

/** A Prometheus that is asked with restraint: so many requests at once, and none while it is down. */
export interface Source {
  readonly settings: SourceSettings;
  query(request: RangeRequest): Promise<QueryOutcome>;
  /** Asks it now, whatever it said before. */
  check(): Promise<{ readonly outcome: QueryOutcome; readonly tookMs: number }>;
  health(): SourceHealth;
  close(): Promise<void>;
}

export interface SourceOptions {
  readonly settings: SourceSettings;
  readonly clock: () => number;
  readonly telemetry: Telemetry;
  /** In [0, 1); for the jitter. */
  readonly random?: () => number;
  readonly client?: PrometheusClient;
}

export function createSource({ settings, clock, telemetry, random = Math.random, ...given }: SourceOptions): Source {
  const client = given.client ?? createPrometheusClient(settings);
  const circuit = createCircuit({ clock, random });
  const inTurn = createTurns(settings.concurrency);
  const source = settings.name;
  let lastAnswerMs: number | null = null;
  let lastError: SourceHealth['lastError'] = null;

  async function ask(request: RangeRequest): Promise<QueryOutcome> {
    const startedMs = performance.now();
    const outcome = await client.queryRange(request);
    if (request.signal?.aborted === true) {
      circuit.abandoned();
      return outcome;
    }
    telemetry.record('tidemark.source.request.duration', (performance.now() - startedMs) / 1000, { source });
    telemetry.count('tidemark.source.requests', 1, { source, outcome: outcome.status });
    if (outcome.status === 'failed') {
      circuit.failed(outcome.error);
      lastError = { error: outcome.error, atMs: clock() };
    } else {
      // Whatever it says of this expression, it is there.
      circuit.succeeded();
      lastAnswerMs = clock();
    }
    return outcome;
  }

  return {
    settings,
    query: (request) =>
      inTurn(async () => {
        const error = circuit.blocked();
        return error === null ? ask(request) : { status: 'failed', error };
      }),
    async check() {
      const startedMs = performance.now();
      const atMs = Math.floor(clock() / 1000) * 1000;
      const outcome = await ask({ expr: 'vector(1)', startMs: atMs, endMs: atMs, stepMs: 1000 });
      return { outcome, tookMs: Math.round(performance.now() - startedMs) };
    },
    health: () => ({
      state:
        lastError !== null && lastError.atMs >= (lastAnswerMs ?? 0)
          ? 'failing'
          : lastAnswerMs === null
            ? 'untried'
            : 'ok',
      lastAnswerMs,
      lastError,
    }),
    close: client.close,
  };
}
