import type { Logger } from 'pino';
import type { Settings } from '../config/settings.ts';
import { createForecastLane, type OnForecast } from '../forecast/lane/lane.ts';
import type { ForecastJob, ForecastJobResult } from '../forecast/lane/types.ts';
import type { WhatIfRequest, WhatIfResult } from '../forecast/whatif/what-if.ts';
import { createJobPool } from '../learn/jobs/job-pool.ts';
import type { JobOutcome } from '../learn/jobs/types.ts';
import { createDegradationKeeper } from '../maintenance/degradation/degradation-keeper.ts';
import { createFollowed } from '../maintenance/followed.ts';
import { createMaintenance } from '../maintenance/keeper.ts';
import { lookBack } from '../maintenance/look-back.ts';
import type { Store } from '../store/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import type { Engine } from './types.ts';

export interface ForecastingOptions {
  readonly settings: Pick<Settings, 'forecast'>;
  readonly engine: Pick<Engine, 'watches' | 'lastStepMs'>;
  readonly store: Store;
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'debug' | 'warn'>;
  readonly telemetry: Telemetry;
  readonly paused: () => boolean;
}

/** A series of a day takes milliseconds; a model that takes longer than this is ended. */
const FORECAST_TIMEOUT_MS = 60_000;
/** People wait for what-if answers, but not for ever. */
const WHAT_IF_TIMEOUT_MS = 30_000;
const WHAT_IF_QUEUE = 8;

/** Forecasts, limits and what-if questions, with the worker threads that work on them. */
export function createForecasting({ settings, ...parts }: ForecastingOptions) {
  const { cpuShare, seriesPerHour, candidates } = settings.forecast;
  const pool = createJobPool<ForecastJob, ForecastJobResult>({
    worker: new URL('../forecast/lane/worker.ts', import.meta.url),
    queueSize: 16,
    timeoutMs: FORECAST_TIMEOUT_MS,
    cpuShare,
  });
  const questions = createJobPool<WhatIfRequest, WhatIfResult>({
    worker: new URL('../forecast/whatif/worker.ts', import.meta.url),
    queueSize: WHAT_IF_QUEUE,
    timeoutMs: WHAT_IF_TIMEOUT_MS,
    cpuShare: 1,
  });
  const followed = createFollowed(parts);
  const limits = createMaintenance({ ...parts, followed });
  const degradations = createDegradationKeeper({ ...parts, followed });
  const onForecast: OnForecast = (watch, labels, made, reachedAtMs) => {
    limits.consider(watch, labels, made, reachedAtMs);
    degradations.consider(watch, labels, made.degradation);
  };
  let asked = 0;
  return {
    lane: createForecastLane({ ...parts, pool, seriesPerHour, candidates, onForecast }),
    whatIf: (request: WhatIfRequest): Promise<JobOutcome<WhatIfResult>> => questions.run(String(asked++), request),
    /** Warnings of a history that was just replayed. */
    lookBack: (fromMs: number, toMs: number) =>
      lookBack({ store: parts.store, consider: limits.consider }, parts.engine.watches(), fromMs, toMs),
    degradedBy: degradations.shareOf,
    /** Ends warnings that came true since the last outlook, and those of which nobody will see the end. */
    async review(): Promise<void> {
      await limits.review();
      await degradations.review();
    },
    /** Ends the warnings of a watch that is gone, or is another one under its name. */
    expire(watch: string): void {
      limits.expire(watch);
      degradations.expire(watch);
    },
    async close(): Promise<void> {
      await Promise.all([pool.close(), questions.close()]);
    },
  };
}

export type Forecasting = ReturnType<typeof createForecasting>;
