import { liveScores, type RecentSteps } from '../../detect/ensemble/raw-scores.ts';
import type { Ensemble } from '../../detect/ensemble/row-ensembles.ts';
import { decodeModel } from '../../detect/learned/encode.ts';
import { type DetectorName, MODELS, TIDE } from '../../detect/models.ts';
import type { Engine } from '../../pipeline/types.ts';
import type { Store } from '../../store/index.ts';
import type { ModelVersion } from '../types.ts';

/** Steps before now that any model may look back on: more are never asked for. */
const MOST_STEPS = 2_000;

/**
 * The models of a series as they go live: from the store, with what a checkpoint remembers of the same versions, or else
 * with the last steps that the store holds.
 *
 * @param versions of one series; at least one
 * @throws TidemarkError TLERR_MODEL_UNREADABLE
 */
export async function buildEnsemble(
  uses: readonly DetectorName[],
  versions: readonly ModelVersion[],
  stepMs: number,
  engine: Pick<Engine, 'ensembleOf' | 'lastStepMs'>,
  store: Pick<Store, 'modelBody' | 'findSeries' | 'range'>,
): Promise<Ensemble> {
  const loaded = await Promise.all(versions.map(({ model }) => MODELS[model].load()));
  // From here on nothing waits: a step that closed meanwhile would be missing from what the models look back on.
  const { watch, labels } = versions[0]!;
  const saved = engine.ensembleOf(watch, labels);
  const lastStepMs = engine.lastStepMs(watch);
  const members = versions.map(({ id, about, ...of }, i) => {
    const fitted = loaded[i]!.restore(decodeModel(store.modelBody(id)));
    const known = saved?.members.find((member) => member.id === id);
    const names = about.companions.map(({ name }) => name);
    const refs = [of, ...about.companions];
    const recent =
      known?.recent ?? (lastStepMs === null ? null : recentSteps(refs, stepMs, lastStepMs, fitted.historySteps, store));
    return { id, raw: liveScores(fitted, names, stepMs, recent), tail: { ...(known?.tail ?? about.tail) } };
  });
  return { withTide: uses.includes(TIDE), members };
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
