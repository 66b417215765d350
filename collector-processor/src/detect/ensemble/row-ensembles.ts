import type { WatchSettings } from '../../measure/watch.ts';
import type { ModelName } from '../models.ts';
import type { DetectorColumns } from '../types.ts';
import { joinScore } from './join.ts';
import type { NamedSeries } from './plan.ts';
import type { RawScores, RecentSteps } from './raw-scores.ts';
import { mergeScores, scoreOfSurprise } from './strength.ts';
import { acceptTail, followTail, holdTail, surpriseOf, type Tail } from './tail.ts';

const WEEK_MS = 604_800_000;

/** What scores a series beside tide. */
export interface Ensemble {
  /** Whether tide's own score is merged with theirs; otherwise theirs stand in its place. */
  readonly withTide: boolean;
  /** What the models look at beside the series; absent: nothing. */
  readonly companions?: readonly NamedSeries[];
  readonly members: readonly Member[];
}

export interface Member {
  /** Of this model's version: its state in a checkpoint is only taken by the same one. */
  readonly id: number;
  /** Absent where the scores were made ahead. */
  readonly model?: ModelName;
  readonly raw: RawScores;
  readonly tail: Tail;
}

/** Of one row; plain data. What plans need beside members (plan.ts) is absent in checkpoints from before there were plans. */
export interface EnsembleState {
  readonly row: number;
  readonly withTide?: boolean;
  readonly companions?: readonly NamedSeries[];
  readonly members: readonly MemberState[];
}

export interface MemberState {
  readonly id: number;
  readonly model?: ModelName;
  readonly recent: RecentSteps | null;
  readonly tail: Tail;
}

/** The rows of a watch that learned models score beside tide. */
export function createRowEnsembles(watch: WatchSettings) {
  const alpha = alarmProbability(watch);
  const byRow = new Map<number, Ensemble>();

  function stateOf(row: number): EnsembleState | null {
    const ensemble = byRow.get(row);
    if (ensemble === undefined) return null;
    const { withTide, companions = [], members } = ensemble;
    const states = members.map(({ id, model, raw, tail }) => ({
      ...{ id, recent: raw.snapshot(), tail: { ...tail } },
      ...(model !== undefined && { model }),
    }));
    return { row, withTide, companions, members: states };
  }

  return {
    install: (row: number, ensemble: Ensemble): void => void byRow.set(row, ensemble),
    remove: (row: number): void => void byRow.delete(row),
    rows: (): number[] => [...byRow.keys()],
    at: (row: number): Ensemble | null => byRow.get(row) ?? null,

    /**
     * Joins the models' scores into the columns of a step (or of a part of it) that tide has scored.
     *
     * @param from the row of the columns' first entry
     * @param companions the values of what a row's models look at beside it
     */
    join(
      stepStartMs: number,
      from: number,
      columns: DetectorColumns,
      held: Uint8Array,
      companions: (of: readonly NamedSeries[]) => number[],
    ): void {
      for (const [of, { withTide, members, companions: beside = [] }] of byRow) {
        const row = of - from;
        if (row < 0 || row >= columns.value.length) continue;
        const scores = withTide ? [columns.score[row]!] : [];
        const given = companions(beside);
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
