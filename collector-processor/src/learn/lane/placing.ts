import type { Logger } from 'pino';
import { type DetectorName, MODEL_NAMES, TIDE } from '../../detect/models.ts';
import { messageOf } from '../../errors/message-of.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import type { Commands } from '../../pipeline/commands/commands.ts';
import type { Engine } from '../../pipeline/types.ts';
import type { Labels } from '../../series/types.ts';
import type { Store } from '../../store/index.ts';
import type { ModelShelf } from '../model-shelf.ts';
import type { ModelVersion } from '../types.ts';
import { planEnsemble } from './plan-ensemble.ts';

export interface PlacingOptions {
  readonly engine: Pick<Engine, 'watches' | 'lastStepMs' | 'scoredBy' | 'ensembleOf' | 'learned'>;
  readonly store: Pick<Store, 'models' | 'findSeries' | 'range'>;
  readonly shelf: ModelShelf;
  /** Models begin to score by a command: it is journaled, and done again after a crash. */
  readonly install: Commands['install'];
  readonly logger: Pick<Logger, 'warn'>;
}

/** Puts models that are in the store in place, where the engine has others or none. */
export function createPlacing({ engine, store, shelf, install, logger }: PlacingOptions) {
  /** @returns false where it is to be tried again */
  async function place(
    { name, stepMs }: Pick<WatchSettings, 'name' | 'stepMs'>,
    labels: Labels,
    uses: readonly DetectorName[],
  ): Promise<boolean> {
    try {
      const versions = versionsOf(name, labels, uses);
      if (isInPlace(name, labels, uses, versions)) return true;
      await shelf.load(versions.map(({ model }) => model));
      const fitted = versions.map(({ id, model }) => shelf.find(id, model)).filter((found) => found !== null);
      // What scored before still does, until the next training.
      if (fitted.length < versions.length) return true;
      const outcome = await install(() => ({
        ...{ watch: name, labels, madeAtMs: engine.lastStepMs(name) },
        plan: versions.length === 0 ? null : planEnsemble(uses, versions, fitted, stepMs, engine, store),
      }));
      return outcome === 'installed' || outcome === 'unreadable';
    } catch (error) {
      logger.warn({ watch: name, labels, reason: messageOf(error) }, 'models are not in place yet; it is tried again');
      return false;
    }
  }

  const versionsOf = (watch: string, labels: Labels, uses: readonly DetectorName[]): ModelVersion[] =>
    store
      .models(watch, labels)
      .filter(({ inUse, model }) => inUse && uses.includes(model))
      .sort((a, b) => MODEL_NAMES.indexOf(a.model) - MODEL_NAMES.indexOf(b.model));

  /** After a restart the engine knows from checkpoint and journal what scored a series. */
  function isInPlace(
    watch: string,
    labels: Labels,
    uses: readonly DetectorName[],
    versions: readonly ModelVersion[],
  ): boolean {
    if (versions.length === 0) return engine.ensembleOf(watch, labels) === null;
    const now = engine.scoredBy(watch, labels);
    const ids = now?.members.map(({ id }) => id).join();
    return now?.withTide === uses.includes(TIDE) && ids === versions.map(({ id }) => id).join();
  }

  return {
    place,
    /** Leaves to tide what models scored before a restart, of watches that no longer ask for any. */
    async releaseOthers(asking: ReadonlySet<string>): Promise<void> {
      for (const watch of engine.watches()) {
        if (asking.has(watch.name)) continue;
        for (const labels of engine.learned(watch.name)) await place(watch, labels, [TIDE]);
      }
    },
    /** What scores a series. */
    usesOf(watch: string, { labels }: { readonly labels: Labels }): readonly DetectorName[] {
      const now = engine.scoredBy(watch, labels);
      if (now === null) return [TIDE];
      const models = now.members.flatMap(({ model }) => model ?? []);
      return now.withTide ? [TIDE, ...models] : models;
    },
  };
}
