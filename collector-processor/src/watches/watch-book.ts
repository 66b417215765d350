import type { Logger } from 'pino';
import { checkWatch } from '../config/check-watch.ts';
import { formatPath } from '../config/problem.ts';
import type { WatchContext } from '../config/settings.ts';
import type { WatchConfig } from '../config/watch-schema.ts';
import type { Pulls } from '../intake/prometheus/pulls.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import type { Engine } from '../pipeline/types.ts';
import type { Store, WriteOutcome } from '../store/index.ts';
import { expireIncidents } from './expire-incidents.ts';
import type { Mutes } from './mutes.ts';

export interface WatchBookOptions {
  /** Of the configuration: they cannot be changed here. */
  readonly fixed: readonly WatchDefinition[];
  readonly context: WatchContext;
  readonly store: Store;
  readonly engine: Pick<Engine, 'put' | 'remove'>;
  readonly pulls: Pick<Pulls, 'start' | 'stop' | 'status'>;
  readonly mutes: Pick<Mutes, 'forget'>;
  readonly clock: () => number;
  readonly logger: Pick<Logger, 'error'>;
}

export interface WatchProblem {
  /** The key, `min_change.relative`; empty: the watch as a whole. */
  readonly path: string;
  readonly message: string;
}

export type SaveOutcome =
  | { readonly status: 'saved'; readonly definition: WatchDefinition }
  | { readonly status: 'invalid'; readonly problems: readonly WatchProblem[] }
  /** The database did not take it. */
  | { readonly status: 'failed'; readonly reason: string };

/** Every watch there is: those of the configuration, and those made at run time, which are kept in the store. */
export interface WatchBook {
  find(name: string): WatchDefinition | null;
  /** As tidemark.yaml has it or would have it; null for those that need no configuration. */
  configOf(name: string): WatchConfig | null;
  /** Begins to pull what is pulled. */
  start(): void;
  pull: Pulls['status'];
  /** Checks a watch by the rules of tidemark.yaml, without making it. */
  check(config: unknown, replacing?: string): ReturnType<typeof checkWatch>;
  /** Makes a watch, or replaces one that was made at run time (`replacing`: its name). It is pulled at once, history first. */
  save(config: unknown, by: string, replacing?: string): Promise<SaveOutcome>;
  /** Forgets a watch that was made at run time; its history ages out, or goes at once. */
  remove(name: string, history: boolean): Promise<WriteOutcome>;
}

interface Made {
  readonly config: WatchConfig;
  readonly definition: WatchDefinition;
}

export function createWatchBook({ fixed, context, ...parts }: WatchBookOptions): WatchBook {
  const { store, engine, pulls, mutes, clock, logger } = parts;
  const made = new Map<string, Made>();
  for (const { name, config } of store.savedWatches()) {
    const checked = check(config);
    if (checked.status === 'ok') {
      made.set(name, checked);
      engine.put(checked.definition);
    } else {
      const problems = checked.faults.map(({ path, message }) => `${formatPath(path)}: ${message}`);
      logger.error(
        { watch: name, problems },
        'a watch that was made at run time does not fit the configuration any more: it is left out',
      );
    }
  }

  function check(config: unknown, replacing?: string): ReturnType<typeof checkWatch> {
    const others = [...made.values()].map((one) => one.config).filter(({ name }) => name !== replacing);
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

  async function save(config: unknown, by: string, replacing?: string): Promise<SaveOutcome> {
    const checked = check(config, replacing);
    if (checked.status === 'invalid') {
      return {
        status: 'invalid',
        problems: checked.faults.map(({ path, message }) => ({ path: formatPath(path), message })),
      };
    }
    const { definition } = checked;
    const { name } = definition;
    const saved = store.saveWatch({ name, config: checked.config, savedMs: clock(), savedBy: by });
    if (saved.status === 'failed') return saved;
    const before = made.get(name);
    made.set(name, checked);
    await pulls.stop(name);
    if (before !== undefined && !meansTheSame(before.definition, definition)) {
      expireIncidents(store, before.definition);
      engine.remove(name);
    }
    engine.put(definition);
    pulls.start(definition);
    return { status: 'saved', definition };
  }

  async function remove(name: string, history: boolean): Promise<WriteOutcome> {
    const gone = made.get(name);
    await pulls.stop(name);
    const removed = store.removeWatch(name, history);
    if (gone === undefined) return removed;
    if (removed.status === 'failed') {
      pulls.start(gone.definition);
      return removed;
    }
    made.delete(name);
    expireIncidents(store, gone.definition);
    engine.remove(name);
    mutes.forget(name);
    return removed;
  }

  return {
    find: (name) => fixed.find((watch) => watch.name === name) ?? made.get(name)?.definition ?? null,
    configOf: (name) => made.get(name)?.config ?? context.watches?.find((watch) => watch.name === name) ?? null,
    start: () => [...fixed, ...[...made.values()].map(({ definition }) => definition)].forEach(pulls.start),
    pull: pulls.status,
    check,
    save,
    remove,
  };
}

function meansTheSame(a: WatchDefinition, b: WatchDefinition): boolean {
  return a.stepMs === b.stepMs && a.identity === b.identity;
}
