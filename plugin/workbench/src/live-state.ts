import { dateTimeFormat } from '@grafana/data';
import type { Watch } from '../../src/shared/api/contract';
import { dataNowMs } from '../../src/shared/workspace/time-window';

export type LiveKind = 'good' | 'waiting' | 'bad';

export interface Liveness {
  readonly watches: readonly Watch[] | null;
  readonly error: string | null;
  readonly nowMs: number;
}

/** How long after its end a step may be missing before the page stops calling itself live, in steps. */
const LATE_AFTER_STEPS = 6;

/** Whether steps come, by the watch that closed one last. */
export function liveState({ watches, error, nowMs }: Liveness): { kind: LiveKind; text: string } {
  if (error !== null) {
    return { kind: 'bad', text: 'Not connected, trying again…' };
  }
  if (watches === null) {
    return { kind: 'waiting', text: 'Connecting…' };
  }
  const newest = watches.reduce<Watch | null>(
    (best, watch) => (watch.lastStepMs !== null && watch.lastStepMs > (best?.lastStepMs ?? 0) ? watch : best),
    null,
  );
  if (newest === null || newest.lastStepMs === null) {
    return { kind: 'waiting', text: 'Waiting for data…' };
  }
  const { lastStepMs, stepMs } = newest;
  const last = dateTimeFormat(lastStepMs, { format: 'HH:mm:ss' });
  const late = dataNowMs(nowMs, lastStepMs, stepMs) - (lastStepMs + stepMs) > LATE_AFTER_STEPS * stepMs;
  return late ? { kind: 'waiting', text: `Last step ${last}` } : { kind: 'good', text: `Live · step ${last}` };
}
