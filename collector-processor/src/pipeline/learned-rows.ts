import { ensembleOf, type EnsemblePlan, type FindModel, planOf } from '../detect/ensemble/plan.ts';
import { createRowEnsembles, type Ensemble, type EnsembleState } from '../detect/ensemble/row-ensembles.ts';
import type { DetectorColumns } from '../detect/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { Labels } from '../series/types.ts';

/** The value of a series at the step that is being scored; NaN where there is none. */
export type ValueOf = (watch: string, labels: Labels, stepStartMs: number) => number;

export type InstallOutcome =
  | 'installed'
  /** The series is not known (yet). */
  | 'no_series'
  /** A step has closed since it was asked for, so that the models would look back on a hole: to be asked for again. */
  | 'moved'
  /** A model of it cannot be had; what scored before still does. */
  | 'unreadable';

/**
 * The rows of a watch that learned models score beside tide: live, over a checkpoint, and done again out of the journal, all by
 * the same plans, so that scores are the same.
 *
 * @param valueOf what other watches know of the step that is being scored
 */
export function createLearnedRows(watch: WatchSettings, find: FindModel, valueOf: ValueOf) {
  const ensembles = createRowEnsembles(watch);
  /** Of models that a checkpoint knows and that cannot be put in place: it must not forget what they remember. */
  const saved = new Map<number, EnsembleState>();

  const stateOf = (row: number): EnsembleState | null => ensembles.stateOf(row) ?? saved.get(row) ?? null;

  function set(row: number, ensemble: Ensemble | null): void {
    saved.delete(row);
    if (ensemble === null) ensembles.remove(row);
    else ensembles.install(row, ensemble);
  }

  /**
   * @param plan null: tide alone. A member that is known already goes on with what it remembers
   * @param moved whether a step closed after the plan was made
   */
  function install(row: number, plan: EnsemblePlan | null, moved: boolean): InstallOutcome {
    if (row < 0) return 'no_series';
    if (plan === null) return (set(row, null), 'installed');
    const known = stateOf(row)?.members ?? [];
    if (moved && !plan.members.every(({ id }) => known.some((member) => member.id === id))) return 'moved';
    const members = plan.members.map((member) => {
      const { recent, tail } = known.find(({ id }) => id === member.id) ?? member;
      return { ...member, recent, tail };
    });
    const ensemble = ensembleOf({ ...plan, members }, watch.stepMs, find);
    if (ensemble === null) return 'unreadable';
    set(row, ensemble);
    return 'installed';
  }

  return {
    install,
    /** As it is: for backtests, whose scores are made ahead. */
    set,
    /** What scores a row now; null: tide alone. */
    at: ensembles.at,
    /** What the models of a row remember: now, or in the checkpoint that was restored. */
    stateOf,
    /** Of which models remember something. */
    rows: (): number[] => [...ensembles.rows(), ...saved.keys()],
    /** Joins the models' scores into columns that begin at row `from`. */
    join(stepStartMs: number, from: number, columns: DetectorColumns, held: Uint8Array): void {
      ensembles.join(stepStartMs, from, columns, held, (companions) =>
        companions.map((series) => valueOf(series.watch, series.labels, stepStartMs)),
      );
    },
    accept: ensembles.accept,
    snapshot: (): EnsembleState[] => [...ensembles.snapshot(), ...saved.values()],
    restore(states: readonly EnsembleState[]): void {
      saved.clear();
      for (const state of states) {
        const plan = planOf(state);
        const ensemble = plan === null ? null : ensembleOf(plan, watch.stepMs, find);
        if (ensemble === null) saved.set(state.row, state);
        else set(state.row, ensemble);
      }
    },
  };
}
