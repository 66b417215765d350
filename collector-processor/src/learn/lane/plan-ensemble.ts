import type { EnsemblePlan } from '../../detect/ensemble/plan.ts';
import type { RecentSteps } from '../../detect/ensemble/raw-scores.ts';
import type { Fitted } from '../../detect/learned/types.ts';
import { type DetectorName, TIDE } from '../../detect/models.ts';
import type { Engine } from '../../pipeline/types.ts';
import type { Store } from '../../store/index.ts';
import type { ModelVersion } from '../types.ts';

/** Steps before now that any model may look back on: more are never asked for. */
const MOST_STEPS = 2_000;

/**
 * How the models of a series go live: with what they remember where the same versions score it or a checkpoint knows them, else
 * with the last steps that the store holds.
 *
 * @param versions of one series; at least one
 * @param fitted the models themselves, as the versions are
 */
export function planEnsemble(
  uses: readonly DetectorName[],
  versions: readonly ModelVersion[],
  fitted: readonly Pick<Fitted, 'historySteps'>[],
  stepMs: number,
  engine: Pick<Engine, 'ensembleOf' | 'lastStepMs'>,
  store: Pick<Store, 'findSeries' | 'range'>,
): EnsemblePlan {
  const { watch, labels, about } = versions[0]!;
  const { companions } = about;
  const saved = engine.ensembleOf(watch, labels);
  const lastStepMs = engine.lastStepMs(watch);
  const refs = [{ watch, labels }, ...companions];
  const members = versions.map(({ id, model, about: own }, i) => {
    const known = saved?.members.find((member) => member.id === id);
    const read = () =>
      lastStepMs === null ? null : recentSteps(refs, stepMs, lastStepMs, fitted[i]!.historySteps, store);
    return { id, model, recent: known?.recent ?? read(), tail: known?.tail ?? own.tail };
  });
  return { withTide: uses.includes(TIDE), companions, members };
}

function recentSteps(
  refs: readonly Pick<ModelVersion, 'watch' | 'labels'>[],
  stepMs: number,
  lastStepMs: number,
  historySteps: number,
  store: Pick<Store, 'findSeries' | 'range'>,
): RecentSteps {
  const count = Math.min(historySteps + 1, MOST_STEPS);
  const fromMs = lastStepMs - (count - 1) * stepMs;
  const measures = refs.map(({ watch, labels }) => {
    const column = new Float64Array(count).fill(NaN);
    const series = store.findSeries(watch, labels);
    if (series === undefined) return column;
    const [range] = store.range({ watch, seriesIds: [series.id], fromMs, toMs: lastStepMs + 1 });
    range?.times.forEach((timeMs, i) => {
      column[Math.round((timeMs - fromMs) / stepMs)] = range.columns.value[i] ?? NaN;
    });
    return column;
  });
  return { lastStepMs, measures };
}
