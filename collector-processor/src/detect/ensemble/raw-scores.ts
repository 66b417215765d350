import type { Fitted } from '../learned/types.ts';

/** A model's own scores of one series, a step at a time. */
export interface RawScores {
  /**
   * The score of the next step; NaN where there is none (absent, or too little before it). A step that is not the one
   * after the last is taken as what it is: those between were absent.
   *
   * @param companions in the order that the model was installed with; NaN = absent
   */
  next(stepStartMs: number, value: number, companions: readonly number[]): number;
  /** Plain data from which the same scores go on. */
  snapshot(): RecentSteps | null;
}

/** The steps before the next one, newest last, by measure: the value first, then the companions. */
export interface RecentSteps {
  readonly lastStepMs: number;
  readonly measures: readonly Float64Array[];
}

/** Live: looks back on as many steps as the model needs. */
export function liveScores(
  fitted: Fitted,
  companionNames: readonly string[],
  stepMs: number,
  recent: RecentSteps | null,
): RawScores {
  const room = fitted.historySteps + 1;
  const measures = [null, ...companionNames].map((_, i) => fitRoom(recent?.measures[i], room));
  const companions = Object.fromEntries(companionNames.map((name, i) => [name, measures[i + 1]!]));
  let lastStepMs = recent?.lastStepMs ?? NaN;

  return {
    next(stepStartMs, value, given) {
      const ahead = lastStepMs === lastStepMs ? Math.round((stepStartMs - lastStepMs) / stepMs) : room;
      const moved = Math.min(Math.max(1, ahead), room);
      measures.forEach((column, i) => {
        column.copyWithin(0, moved);
        column.fill(NaN, room - moved);
        column[room - 1] = i === 0 ? value : (given[i - 1] ?? NaN);
      });
      lastStepMs = stepStartMs;
      if (value !== value) return NaN;
      const startMs = stepStartMs - (room - 1) * stepMs;
      return fitted.score({ startMs, stepMs, values: measures[0]!, companions })[room - 1]!;
    },
    snapshot: () =>
      lastStepMs === lastStepMs ? { lastStepMs, measures: measures.map((column) => column.slice()) } : null,
  };
}

/** Scores that were computed at once for a whole history, which causal models make equal to live ones bit for bit. */
export function scoresAhead(startMs: number, stepMs: number, scores: Float64Array): RawScores {
  return {
    next: (stepStartMs) => scores[Math.round((stepStartMs - startMs) / stepMs)] ?? NaN,
    snapshot: () => null,
  };
}

function fitRoom(column: Float64Array | undefined, room: number): Float64Array {
  const fitted = new Float64Array(room).fill(NaN);
  const kept = (column ?? new Float64Array(0)).slice(-room);
  fitted.set(kept, room - kept.length);
  return fitted;
}
