import type { SourceSettings } from '../config/settings.ts';
import type { createOutlet } from './outlet.ts';
import type { StepReport } from './types.ts';

export interface PulledOptions {
  readonly outlet: ReturnType<typeof createOutlet>;
  readonly clock: () => number;
  readonly bandRetentionMs: number;
}

/** Younger steps than this are news and are sent as such: receivers take them without out-of-order settings. */
const LIVE_MS = 600_000;
const LIVE_STEPS = 3;
/** Reports written in one transaction. */
const CHUNK_REPORTS = 500;

/** Where the steps of pulled watches go: new ones to everybody, history to the store (and back to Prometheus where asked for). */
export function createPulledOutlet({ outlet, clock, bandRetentionMs }: PulledOptions) {
  return async (reports: readonly StepReport[], { writeBack }: SourceSettings): Promise<void> => {
    const nowMs = clock();
    const isLive = ({ step }: StepReport): boolean =>
      nowMs - (step.stepStartMs + step.stepMs) <= Math.max(LIVE_MS, LIVE_STEPS * step.stepMs);
    const history = reports.filter((report) => !isLive(report));
    for (let from = 0; from < history.length; from += CHUNK_REPORTS) {
      outlet.keep(history.slice(from, from + CHUNK_REPORTS), nowMs - bandRetentionMs);
      // Intake, health checks and Ctrl-C get a turn.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (writeBack) await outlet.writeBack(history);
    outlet.publish(reports.filter(isLive));
  };
}
