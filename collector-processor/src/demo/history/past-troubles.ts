import { TROUBLES, type Trouble } from '../troubles.ts';

/** A trouble that the history tells of: from `startMs` (inclusive) to `endMs` (exclusive). */
export interface PastTrouble {
  readonly trouble: Trouble;
  readonly startMs: number;
  readonly endMs: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** How long ago, and for how long. Far from the present, so that the page opens on a quiet hour. */
const PAST: readonly { readonly id: string; readonly agoMs: number; readonly lastsMs: number }[] = [
  { id: 'outage', agoMs: 21 * HOUR_MS, lastsMs: 24 * MINUTE_MS },
  { id: 'errors', agoMs: 13 * HOUR_MS, lastsMs: 15 * MINUTE_MS },
  { id: 'spike', agoMs: 7 * HOUR_MS, lastsMs: 12 * MINUTE_MS },
];

/** The troubles before `nowMs`, at whole steps: a step half in trouble would be told as a small one. */
export function pastTroubles(nowMs: number, stepMs: number): readonly PastTrouble[] {
  const aligned = (timeMs: number): number => Math.floor(timeMs / stepMs) * stepMs;
  return PAST.map(({ id, agoMs, lastsMs }) => ({
    trouble: TROUBLES.find((trouble) => trouble.id === id)!,
    startMs: aligned(nowMs - agoMs),
    endMs: aligned(nowMs - agoMs + lastsMs),
  }));
}

export function troubleAt(troubles: readonly PastTrouble[], timeMs: number): Trouble | undefined {
  return troubles.find(({ startMs, endMs }) => timeMs >= startMs && timeMs < endMs)?.trouble;
}
