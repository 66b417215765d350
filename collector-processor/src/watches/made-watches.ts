import type { Logger } from 'pino';
import { checkWatch } from '../config/check-watch.ts';
import { formatPath } from '../config/problem.ts';
import type { WatchContext } from '../config/settings.ts';
import type { WatchConfig } from '../config/watch-schema.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import type { Store } from '../store/index.ts';

/** A watch made at run time. */
export interface MadeWatch {
  readonly config: WatchConfig;
  readonly definition: WatchDefinition;
}

/** Those that the store has, by name, oldest first; one that does not fit the configuration any more is told and left out. */
export function readMadeWatches(
  store: Pick<Store, 'savedWatches'>,
  context: WatchContext,
  logger: Pick<Logger, 'error'>,
): Map<string, MadeWatch> {
  const made = new Map<string, MadeWatch>();
  const saved = store.savedWatches();
  for (const [index, { name, config }] of saved.entries()) {
    // One that was made later may have become the load of an earlier one meanwhile.
    const others = [
      ...[...made.values()].map((one) => one.config),
      ...saved.slice(index + 1).map(({ name }) => ({ name })),
    ];
    const checked = checkMadeWatch(config, context, others);
    if (checked.status === 'ok') {
      made.set(name, checked);
      continue;
    }
    const problems = checked.faults.map(({ path, message }) => `${formatPath(path)}: ${message}`);
    logger.error(
      { watch: name, problems },
      'a watch that was made at run time does not fit the configuration any more: it is left out',
    );
  }
  return made;
}

/** By the rules of tidemark.yaml, and those of watches made at run time. */
export function checkMadeWatch(
  config: unknown,
  context: WatchContext,
  others: readonly Pick<WatchConfig, 'name'>[],
  replacing?: string,
): ReturnType<typeof checkWatch> {
  const checked = checkWatch(config, context, others);
  if (checked.status === 'invalid') return checked;
  const refuse = (path: string[], message: string) => ({ status: 'invalid', faults: [{ path, message }] }) as const;
  if (checked.definition.source.kind !== 'promql') {
    return refuse(['source'], 'only PromQL watches can be made at run time; name this one in tidemark.yaml');
  }
  if (replacing !== undefined && checked.config.name !== replacing) {
    return refuse(['name'], `a watch keeps its name ('${replacing}'); make a new one and delete this`);
  }
  return checked;
}
