import { RANGE_PRESETS, type RangeChoice } from './workspace-state';

export interface TimeWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** The share of a live window that is given to what comes after now. */
const FORECAST_SHARE = 0.15;
/** Data that ends longer ago than this is a replay: the window then ends where the data does. */
const STALE_AFTER_MS = 15 * 60_000;
/** An incident is shown with this much of its own length around it, and at least {@link MIN_CONTEXT_STEPS} steps. */
const CONTEXT_SHARE = 1;
const MIN_CONTEXT_STEPS = 30;
/** Room after the newest step, as a share of what is before it. */
const ROOM_SHARE = 0.03;

/** "Now" as the data knows it: the clock, or the end of the newest step when that is long past (or, by a wrong clock, ahead). */
export function dataNowMs(clockMs: number, lastStepMs: number | null, stepMs: number): number {
  if (lastStepMs === null) {
    return clockMs;
  }
  const endMs = lastStepMs + stepMs;
  return Math.abs(clockMs - endMs) > Math.max(STALE_AFTER_MS, 10 * stepMs) ? endMs : clockMs;
}

/** The span the graph shows. A live window moves in whole steps, so that lines do not shimmer, and leaves room for the forecast. */
export function timeWindow(range: RangeChoice, nowMs: number, stepMs: number): TimeWindow {
  if (range.kind === 'fixed') {
    return { fromMs: range.fromMs, toMs: range.toMs };
  }
  const lengthMs = RANGE_PRESETS[range.preset];
  const edgeMs = Math.ceil(nowMs / stepMs) * stepMs;
  return { fromMs: edgeMs - lengthMs, toMs: edgeMs + lengthMs * FORECAST_SHARE };
}

/**
 * The window that shows one incident with what was before and after it.
 *
 * @param dataEndMs nothing is known after it: an incident that goes on is not shown beside an hour of nothing
 */
export function incidentWindow(
  incident: { startMs: number; endMs: number },
  stepMs: number,
  dataEndMs: number,
): TimeWindow {
  const lengthMs = Math.max(incident.endMs - incident.startMs, stepMs);
  const contextMs = Math.max(lengthMs * CONTEXT_SHARE, stepMs * MIN_CONTEXT_STEPS);
  const fromMs = incident.startMs - contextMs;
  const knownMs = Math.max(dataEndMs, incident.endMs);
  const roomMs = Math.round((knownMs - fromMs) * ROOM_SHARE);
  return { fromMs, toMs: Math.min(incident.endMs + contextMs, knownMs + roomMs) };
}
