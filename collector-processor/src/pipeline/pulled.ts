import { setImmediate as turn } from 'node:timers/promises';
import type { PulledReports } from './commands/types.ts';
import type { createOutlet } from './outlet.ts';
import type { StepReport } from './types.ts';

export interface PulledOptions {
  readonly outlet: Pick<ReturnType<typeof createOutlet>, 'keep' | 'store'>;
  readonly clock: () => number;
  readonly bandRetentionMs: number;
}

/** Younger steps than this are news and are sent as such: receivers take them without out-of-order settings. */
const LIVE_MS = 600_000;
const LIVE_STEPS = 3;
/** Reports written in one transaction. */
const CHUNK_REPORTS = 500;

/** Stores what pulled watches led to, history in pieces, and says what of it is news. */
export function createPulledOutlet({ outlet, clock, bandRetentionMs }: PulledOptions) {
  return (reports: readonly StepReport[]): PulledReports => {
    const nowMs = clock();
    const isLive = ({ step }: StepReport): boolean =>
      nowMs - (step.stepStartMs + step.stepMs) <= Math.max(LIVE_MS, LIVE_STEPS * step.stepMs);
    const history = reports.filter((report) => !isLive(report));
    const live = reports.filter(isLive);
    async function store(): Promise<void> {
      for (let from = 0; from < history.length; from += CHUNK_REPORTS) {
        outlet.keep(history.slice(from, from + CHUNK_REPORTS), nowMs - bandRetentionMs);
        // Intake, health checks and Ctrl-C get a turn.
        await turn();
      }
      outlet.store(live);
    }
    return { stored: store(), history, live };
  };
}
