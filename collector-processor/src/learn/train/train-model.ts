import { learnTail, type Tail } from '../../detect/ensemble/tail.ts';
import { refuse } from '../../detect/learned/training-window.ts';
import type { Fitted, FitResult, LearnedModel, SeriesColumns, TrainingWindow } from '../../detect/learned/types.ts';

/** Of the window, what a model learns from before it is judged on the rest. */
const LEARNED_SHARE = 0.7;
/** Fewer held-out scores tell nothing of the largest 2 %. */
const MIN_SCORES = 200;

export type TrainedModel =
  | {
      readonly kind: 'trained';
      /** Learned from the whole window: what goes live. */
      readonly fitted: Fitted;
      /** Of the scores that `judged` gave to the steps that it had not seen. */
      readonly tail: Tail;
      /** Learned from the first part alone: what is backtested. */
      readonly judged: Fitted;
    }
  | Extract<FitResult, { kind: 'refused' }>;

/** Step of the window from which on it is held out of the model that is judged. */
export const heldOutFrom = ({ values }: SeriesColumns): number => Math.floor(values.length * LEARNED_SHARE);

/**
 * Trains a model twice: on the first part of the window, to learn from the rest how it scores what it has not seen, and
 * on the whole window, to go live.
 */
export function trainModel(model: LearnedModel<object>, window: TrainingWindow, seed: number): TrainedModel {
  const split = heldOutFrom(window);
  const judged = model.fit(partOf(window, 0, split), {}, seed);
  if (judged.kind === 'refused') return judged;
  const scores = scoresFrom(judged.fitted, window, split).filter(
    (score, i) => Number.isFinite(score) && window.leaveOut?.[split + i] !== 1,
  );
  if (scores.length < MIN_SCORES) {
    return refuse('too_short', `${scores.length} steps can be held out (${MIN_SCORES} are needed)`);
  }
  const whole = model.fit(window, {}, seed);
  if (whole.kind === 'refused') return whole;
  return { kind: 'trained', fitted: whole.fitted, tail: learnTail(scores), judged: judged.fitted };
}

/** Scores of the steps from `from` on, with as much before them as the model looks back on. */
export function scoresFrom(fitted: Fitted, columns: SeriesColumns, from: number): Float64Array {
  const begin = Math.max(0, from - fitted.historySteps);
  return fitted.score(partOf(columns, begin)).subarray(from - begin);
}

/** Steps `from` to before `to`. */
export function partOf<Columns extends TrainingWindow>(columns: Columns, from: number, to?: number): Columns {
  const { startMs, stepMs, values, companions = {}, leaveOut } = columns;
  return {
    ...columns,
    startMs: startMs + from * stepMs,
    values: values.slice(from, to),
    companions: Object.fromEntries(Object.entries(companions).map(([name, column]) => [name, column.slice(from, to)])),
    ...(leaveOut && { leaveOut: leaveOut.slice(from, to) }),
  };
}
