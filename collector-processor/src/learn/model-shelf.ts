import type { Logger } from 'pino';
import type { FindModel } from '../detect/ensemble/plan.ts';
import { decodeModel } from '../detect/learned/encode.ts';
import type { LearnedModel } from '../detect/learned/types.ts';
import { type ModelName, MODELS } from '../detect/models.ts';
import { messageOf } from '../errors/message-of.ts';
import type { Store } from '../store/index.ts';

/** Trained models as they stand in the store, ready to score. */
export interface ModelShelf {
  /** Loads the code of models, which `find` needs. */
  load(names: Iterable<ModelName>): Promise<void>;
  /** A version; null, and a line in the log, where it is gone or cannot be read. */
  readonly find: FindModel;
}

export function createModelShelf({
  store,
  logger,
}: {
  readonly store: Pick<Store, 'modelBody'>;
  readonly logger: Pick<Logger, 'warn'>;
}): ModelShelf {
  const loaded = new Map<ModelName, LearnedModel<object>>();
  return {
    async load(names) {
      for (const name of names) if (!loaded.has(name)) loaded.set(name, await MODELS[name].load());
    },
    find(id, name) {
      const model = loaded.get(name);
      if (model === undefined) throw new Error(`the code of '${name}' is not loaded`);
      try {
        return model.restore(decodeModel(store.modelBody(id)));
      } catch (error) {
        logger.warn(
          { version: id, model: name, reason: messageOf(error) },
          'a model in the store cannot be used; tide scores alone until the next training',
        );
        return null;
      }
    },
  };
}
