import type { KeyedState } from './keyed-state.ts';

/** All cumulative streams of one metric of one sender, as last reported. Plain data. */
export interface Family {
  readonly startMs: number;
  readonly lastMs: number;
  /** The report before the last one, by the same process; null while there is none. */
  readonly beforeMs: number | null;
  /** False once one of its streams was refused or forgotten: then a stream that looks new may not be. */
  readonly complete: boolean;
}

/**
 * Tells a stream that is new from one that is only seen for the first time. A sender reports all of a metric's
 * cumulative streams each time; one that was not in the report before did not exist then, so its whole total was
 * added since. (The first errors of an outage are such a stream: as a mere baseline they would be lost.)
 */
export interface Families {
  /**
   * Notes that the family was reported at `timeMs` by the process that began at `startMs`.
   * @returns the time of the report before that, when a stream that was not in it is known to be new; else null
   */
  reported(key: string, startMs: number, timeMs: number, seenMs: number): number | null;
  /** One of its streams is not being followed. */
  incomplete(key: string, seenMs: number): void;
}

export function createFamilies(state: KeyedState<Family>, maxSpanMs: number): Families {
  return {
    reported(key, startMs, timeMs, seenMs) {
      let family = state.get(key);
      if (family === undefined || family.startMs !== startMs) {
        family = { startMs, lastMs: timeMs, beforeMs: null, complete: family?.complete ?? true };
      } else if (timeMs > family.lastMs) {
        family = { ...family, lastMs: timeMs, beforeMs: family.lastMs };
      }
      state.set(key, family, seenMs);
      const { beforeMs, lastMs, complete } = family;
      const known = startMs > 0 && complete && beforeMs !== null && timeMs === lastMs && timeMs - beforeMs <= maxSpanMs;
      return known ? beforeMs : null;
    },
    incomplete(key, seenMs) {
      const family = state.get(key);
      if (family?.complete) state.set(key, { ...family, complete: false }, seenMs);
    },
  };
}
