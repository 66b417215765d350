import { decodeModel, encodeModel } from '../../detect/learned/encode.ts';
import type { Fitted, TrainingWindow } from '../../detect/learned/types.ts';
import { type DetectorName, type ModelName, MODELS, TIDE } from '../../detect/models.ts';
import type { Tail } from '../../detect/ensemble/tail.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { backtest, type BacktestResult } from '../backtest/backtest.ts';
import { clearlyBetter, worth } from '../backtest/compare.ts';
import type { JobProgress } from '../jobs/types.ts';
import type { BacktestFigures, FreshModel, Incumbent, TrainJob, TrainReport } from '../types.ts';
import { chooseVersion } from './choose-version.ts';
import { trainModel } from './train-model.ts';

/** A model that can be used, with how it did by itself. */
interface Version {
  readonly model: ModelName;
  readonly id: 'fresh' | number;
  readonly inUse: boolean;
  /** As it is or was live. */
  readonly live: Fitted;
  /** For decisions against tide: trained without the held-out part, of a fresh one. */
  readonly judged: Fitted;
  readonly tail: Tail;
}

type Judged = Version & { readonly result: BacktestResult; readonly unseen: BacktestResult };

/**
 * Trains the models of one series, backtests them beside the versions that there are and beside tide, and says which
 * version of each is to be used and what is to score the series.
 */
export async function trainSeries(
  job: Omit<TrainJob, 'database' | 'companions' | 'fromMs' | 'toMs'>,
  window: TrainingWindow,
  tell: (progress: JobProgress) => void,
): Promise<TrainReport> {
  const { watch, models, seed, choice } = job;
  const refused: { model: ModelName; reason: string; detail: string }[] = [];
  const trained: (Version & { body: Uint8Array })[] = [];
  for (const [i, model] of models.entries()) {
    tell({ doing: `training ${model}`, share: i / (models.length + 1) });
    const outcome = trainModel(await MODELS[model].load(), window, seed);
    if (outcome.kind === 'refused') refused.push({ model, reason: outcome.reason, detail: outcome.detail });
    else {
      const { fitted, judged, tail } = outcome;
      trained.push({
        model,
        id: 'fresh',
        inUse: false,
        live: fitted,
        judged,
        tail,
        body: encodeModel(fitted.serialise()),
      });
    }
  }

  tell({ doing: 'backtest', share: models.length / (models.length + 1) });
  const incumbents = (await Promise.all(job.incumbents.map(restoreIncumbent))).filter((version) => version !== null);
  const all: Version[] = [...trained, ...incumbents];
  // Versions are compared as they are live: those before have seen most of the held-out part too.
  const asLive = all.map(({ live, tail }) => ({ withTide: false, members: [{ judged: live, tail }] }));
  const unseen = all.map((version) => ({ withTide: false, members: [version] }));
  const [tide, ...results] = backtest(window, watch, [{ withTide: true, members: [] }, ...asLive, ...unseen], seed);
  const judged = all.map((version, i): Judged => ({
    ...version,
    result: results[i]!,
    unseen: results[all.length + i]!,
  }));
  const chosen = models.flatMap((model) => chooseVersion(judged.filter((version) => version.model === model)) ?? []);

  const decision =
    choice === 'auto' ? chooseDetector(window, job, tide!, chosen) : obey(window, job, choice, tide!, chosen);
  return {
    window: windowAbout(window),
    fresh: trained.map(({ model, body, tail }): FreshModel => {
      const { unseen: held } = judged.find((version) => version.model === model && version.id === 'fresh')!;
      return { model, body, tail, backtest: figuresOf(held) };
    }),
    refused,
    versions: Object.fromEntries(chosen.map(({ model, id }) => [model, id])),
    ...decision,
  };
}

type Decision = Pick<TrainReport, 'uses' | 'reason' | 'figures'>;

/** Tide, unless a model by itself or merged with it is clearly better. */
function chooseDetector(
  window: TrainingWindow,
  { watch, seed }: Pick<TrainJob, 'watch' | 'seed'>,
  tide: BacktestResult,
  chosen: readonly Judged[],
): Decision {
  const merged = backtest(
    window,
    watch,
    chosen.map((version) => ({ withTide: true, members: [version] })),
    seed,
  );
  const candidates = chosen.flatMap(({ model, unseen: result }, i) => [
    { uses: [model] as DetectorName[], result },
    { uses: [TIDE, model] as DetectorName[], result: merged[i]! },
  ]);
  const figures = Object.fromEntries([
    [TIDE, figuresOf(tide)],
    ...candidates.map(({ uses, result }) => [uses.join(' + '), figuresOf(result)] as const),
  ]);
  const better = candidates
    .filter(({ result }) => clearlyBetter(result, tide, watch.falseAlarmsPerWeek / 7))
    .sort((a, b) => worth(b.result) - worth(a.result))[0];
  return better === undefined
    ? { uses: [TIDE], reason: 'no candidate was clearly better than tide', figures }
    : { uses: better.uses, reason: `${better.uses.join(' + ')} was clearly better than tide`, figures };
}

/** What the watch names, as far as its models could be trained. */
function obey(
  window: TrainingWindow,
  { watch, seed }: Pick<TrainJob, 'watch' | 'seed'>,
  choice: readonly DetectorName[],
  tide: BacktestResult,
  chosen: readonly Judged[],
): Decision {
  const figures: Record<string, BacktestFigures> = { [TIDE]: figuresOf(tide) };
  for (const { model, unseen } of chosen) figures[model] = figuresOf(unseen);
  const members = chosen.filter(({ model }) => choice.includes(model));
  if (members.length === 0) return { uses: [TIDE], reason: 'no model could be trained: tide scores alone', figures };
  const withTide = choice.includes(TIDE);
  const uses = choice.filter((name) => name === TIDE || members.some(({ model }) => model === name));
  if (uses.length > 1) {
    figures[uses.join(' + ')] = figuresOf(backtest(window, watch, [{ withTide, members }], seed)[0]!);
  }
  return { uses, reason: 'as the watch says', figures };
}

/** null where it cannot be read: a version of another Tidemark, or damaged. It is no candidate then. */
async function restoreIncumbent({ id, model, inUse, tail, body }: Incumbent): Promise<Version | null> {
  try {
    const judged = (await MODELS[model].load()).restore(decodeModel(body));
    return { model, id, inUse, live: judged, judged, tail };
  } catch (error) {
    if (error instanceof TidemarkError) return null;
    throw error;
  }
}

function figuresOf(result: BacktestResult): BacktestFigures {
  return { falseAlarmsPerDay: result.falseAlarmsPerDay, found: result.found, worth: worth(result) };
}

function windowAbout({ startMs, stepMs, values, leaveOut }: TrainingWindow): TrainReport['window'] {
  const steps = values.filter(Number.isFinite).length;
  const leftOut = values.filter((value, i) => Number.isFinite(value) && leaveOut?.[i] === 1).length;
  return { fromMs: startMs, toMs: startMs + values.length * stepMs, steps, leftOut };
}
