import type { Labels } from '../../series/types.ts';
import type { Fitted } from '../learned/types.ts';
import type { ModelName } from '../models.ts';
import { liveScores, type RecentSteps } from './raw-scores.ts';
import type { Ensemble, EnsembleState } from './row-ensembles.ts';
import type { Tail } from './tail.ts';

/** Another series of the same service that models read beside the series' own, by the name that they know it by. */
export interface NamedSeries {
  readonly name: string;
  readonly watch: string;
  readonly labels: Labels;
}

/**
 * All that an ensemble is made of but the models themselves, which are in the store by their versions' ids. Plain data: the
 * journal and checkpoints keep it.
 */
export interface EnsemblePlan {
  readonly withTide: boolean;
  /** What the models look at beside the series, in the order in which they are given it. */
  readonly companions: readonly NamedSeries[];
  readonly members: readonly MemberPlan[];
}

export interface MemberPlan {
  /** Of the model's version. */
  readonly id: number;
  readonly model: ModelName;
  /** The steps before the next one; null: none are known. */
  readonly recent: RecentSteps | null;
  readonly tail: Tail;
}

/** A model by its version; null where it cannot be had any more. */
export type FindModel = (id: number, model: ModelName) => Fitted | null;

/** The ensemble of a plan, ready to score; null where one of its models cannot be had. */
export function ensembleOf({ withTide, companions, members }: EnsemblePlan, stepMs: number, find: FindModel) {
  const names = companions.map(({ name }) => name);
  const made: Ensemble['members'][number][] = [];
  for (const { id, model, recent, tail } of members) {
    const fitted = find(id, model);
    if (fitted === null) return null;
    made.push({ id, model, raw: liveScores(fitted, names, stepMs, recent), tail: { ...tail } });
  }
  return { withTide, companions, members: made } satisfies Ensemble;
}

/** What a checkpoint knows of a row's models as a plan; null: a checkpoint from before plans, or of scores made ahead. */
export function planOf({ withTide, companions, members }: EnsembleState): EnsemblePlan | null {
  const named = members.flatMap(({ model, ...rest }) => (model === undefined ? [] : [{ model, ...rest }]));
  if (withTide === undefined || companions === undefined || named.length < members.length) return null;
  return { withTide, companions, members: named };
}
