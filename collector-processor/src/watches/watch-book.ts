import { isDeepStrictEqual } from 'node:util';
import type { checkWatch } from '../config/check-watch.ts';
import { formatPath } from '../config/problem.ts';
import type { Calendar } from '../calendars/types.ts';
import type { WatchContext } from '../config/settings.ts';
import type { WatchConfig } from '../config/watch-schema.ts';
import type { Pulls } from '../intake/prometheus/pulls.ts';
import type { WatchDefinition } from '../measure/watch-source.ts';
import type { Commands } from '../pipeline/commands/commands.ts';
import type { Engine } from '../pipeline/types.ts';
import type { Store, WriteOutcome } from '../store/index.ts';
import { expireIncidents } from './expire-incidents.ts';
import { checkMadeWatch, type MadeWatch } from './made-watches.ts';
import type { Mutes } from './mutes.ts';

export interface WatchBookOptions {
  /** Of the configuration: they cannot be changed here. */
  readonly fixed: readonly WatchDefinition[];
  readonly context: WatchContext;
  readonly store: Store;
  /** Those of the store, as they were read at the start. */
  readonly made: Map<string, MadeWatch>;
  readonly engine: Pick<Engine, 'watches'>;
  readonly commands: Pick<Commands, 'put' | 'remove'>;
  readonly pulls: Pick<Pulls, 'start' | 'stop' | 'status'>;
  readonly mutes: Pick<Mutes, 'forget'>;
  /** Nobody will see the end of the warnings of a watch that is gone or has become another. */
  readonly expireWarnings: (watch: string) => void;
  readonly clock: () => number;
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
  /** Those of the configuration. */
  readonly calendars: readonly Calendar[];
  /** Makes the engine follow the store, where they differ, and begins to pull what is pulled. */
  start(): Promise<void>;
  pull: Pulls['status'];
  /** Checks a watch by the rules of tidemark.yaml, without making it. */
  check(config: unknown, replacing?: string): ReturnType<typeof checkWatch>;
  /** Makes a watch, or replaces one that was made at run time (`replacing`: its name). It is pulled at once, history first. */
  save(config: unknown, by: string, replacing?: string): Promise<SaveOutcome>;
  /** Watches made at run time whose load a watch is. */
  loadedBy(name: string): readonly string[];
  /** Forgets a watch that was made at run time; its history ages out, or goes at once. */
  remove(name: string, history: boolean): Promise<WriteOutcome>;
}

export function createWatchBook({ fixed, context, made, ...parts }: WatchBookOptions): WatchBook {
  const { store, engine, commands, pulls, mutes, expireWarnings, clock } = parts;

  function check(config: unknown, replacing?: string): ReturnType<typeof checkWatch> {
    const others = [...made.values()].map((one) => one.config).filter(({ name }) => name !== replacing);
    return checkMadeWatch(config, context, others, replacing);
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
    const before = made.get(name);
    await pulls.stop(name);
    const placed = await place(definition, before?.definition);
    const outcome =
      placed.status === 'failed'
        ? placed
        : store.saveWatch({ name, config: checked.config, savedMs: clock(), savedBy: by });
    if (outcome.status === 'failed') {
      if (before === undefined) await commands.remove(name);
      else await resume(before.definition);
      return outcome;
    }
    made.set(name, checked);
    pulls.start(definition);
    return { status: 'saved', definition };
  }

  /** Gives the engine a watch, in place of one that may have meant something else. */
  async function place(definition: WatchDefinition, before: WatchDefinition | undefined): Promise<WriteOutcome> {
    if (before !== undefined && !meansTheSame(before, definition)) {
      const removed = await commands.remove(before.name);
      if (removed.status === 'failed') return removed;
      expireIncidents(store, before);
      expireWarnings(before.name);
    }
    return commands.put(definition);
  }

  async function resume(definition: WatchDefinition): Promise<void> {
    await commands.put(definition);
    pulls.start(definition);
  }

  async function remove(name: string, history: boolean): Promise<WriteOutcome> {
    const gone = made.get(name);
    if (gone === undefined) return store.removeWatch(name, history);
    await pulls.stop(name);
    const removed = await commands.remove(name);
    if (removed.status === 'written') expireWarnings(name);
    const outcome = removed.status === 'failed' ? removed : store.removeWatch(name, history);
    if (outcome.status === 'failed') {
      await resume(gone.definition);
      return outcome;
    }
    made.delete(name);
    if (!history) expireIncidents(store, gone.definition);
    mutes.forget(name);
    return outcome;
  }

  async function start(): Promise<void> {
    const known = new Map(engine.watches().map((watch) => [watch.name, watch]));
    for (const { definition } of made.values()) {
      if (!isDeepStrictEqual(known.get(definition.name), definition)) await commands.put(definition);
    }
    for (const { name, origin } of known.values()) {
      if (origin === 'api' && !made.has(name)) await commands.remove(name);
    }
    [...fixed, ...[...made.values()].map(({ definition }) => definition)].forEach(pulls.start);
  }

  return {
    find: (name) => fixed.find((watch) => watch.name === name) ?? made.get(name)?.definition ?? null,
    configOf: (name) => made.get(name)?.config ?? context.watches?.find((watch) => watch.name === name) ?? null,
    calendars: context.calendars,
    loadedBy: (name) =>
      [...made.values()].flatMap(({ definition }) => (definition.load === name ? definition.name : [])),
    start,
    pull: pulls.status,
    check,
    save,
    remove,
  };
}

function meansTheSame(a: WatchDefinition, b: WatchDefinition): boolean {
  return a.stepMs === b.stepMs && a.identity === b.identity;
}
