import type { WatchSettings } from '../../measure/watch.ts';
import type { DetectorColumns } from '../types.ts';
import { joinScore } from './join.ts';
import type { RawScores, RecentSteps } from './raw-scores.ts';
import { mergeScores, scoreOfSurprise } from './strength.ts';
import { acceptTail, followTail, holdTail, surpriseOf, type Tail } from './tail.ts';

const WEEK_MS = 604_800_000;

/** What scores a series beside tide. */
export interface Ensemble {
  /** Whether tide's own score is merged with theirs; otherwise theirs stand in its place. */
  readonly withTide: boolean;
  readonly members: readonly Member[];
}

export interface Member {
  /** Of this model's version: its state in a checkpoint is only taken by the same one. */
  readonly id: number;
  readonly raw: RawScores;
  readonly tail: Tail;
}

/** Of one row; plain data. */
export interface EnsembleState {
  readonly row: number;
  readonly members: readonly { readonly id: number; readonly recent: RecentSteps | null; readonly tail: Tail }[];
}

/** The rows of a watch that learned models score beside tide. */
export function createRowEnsembles(watch: WatchSettings) {
  const alpha = alarmProbability(watch);
  const byRow = new Map<number, Ensemble>();

  function stateOf(row: number): EnsembleState | null {
    const members = byRow.get(row)?.members;
    if (members === undefined) return null;
    return { row, members: members.map(({ id, raw, tail }) => ({ id, recent: raw.snapshot(), tail: { ...tail } })) };
  }

  return {
    install: (row: number, ensemble: Ensemble): void => void byRow.set(row, ensemble),
    remove: (row: number): void => void byRow.delete(row),

    /**
     * Joins the models' scores into the columns of a step (or of a part of it) that tide has scored.
     *
     * @param from the row of the columns' first entry
     * @param companions of a row, in the order that its models were installed with
     */
    join(
      stepStartMs: number,
      from: number,
      columns: DetectorColumns,
      held: Uint8Array,
      companions: (row: number) => number[],
    ): void {
      for (const [of, { withTide, members }] of byRow) {
        const row = of - from;
        if (row < 0 || row >= columns.value.length) continue;
        const scores = withTide ? [columns.score[row]!] : [];
        const given = companions(of);
        for (const { raw, tail } of members) {
          const score = raw.next(stepStartMs, columns.value[row]!, given);
          if (score !== score) continue;
          scores.push(scoreOfSurprise(surpriseOf(tail, score), alpha));
          if (held[row] === 0) followTail(tail, score);
          else holdTail(tail, score);
        }
        // Without a score of a model there is nothing to join: tide stands.
        if (scores.length > (withTide ? 1 : 0)) joinScore(columns, row, mergeScores(scores, alpha), watch);
      }
    },

    accept(row: number): void {
      for (const { tail } of byRow.get(row)?.members ?? []) acceptTail(tail);
    },

    stateOf,
    snapshot: (): EnsembleState[] => [...byRow.keys()].flatMap((row) => stateOf(row) ?? []),
  };
}

/** With which a normal step may alarm, by the watch's budget. */
export function alarmProbability({ falseAlarmsPerWeek, stepMs }: WatchSettings): number {
  return Math.min(0.01, falseAlarmsPerWeek / (WEEK_MS / stepMs));
}
