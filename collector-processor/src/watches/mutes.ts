import type { Mute, Store, WriteOutcome } from '../store/index.ts';

/** Which watches are muted now: kept in the store, looked up in memory at every step. */
export function createMutes({
  store,
  clock,
}: {
  readonly store: Pick<Store, 'mutes' | 'saveMute'>;
  readonly clock: () => number;
}) {
  const known = new Map(store.mutes().map((mute) => [mute.watch, mute]));

  function of(watch: string): Mute | null {
    const mute = known.get(watch);
    return mute === undefined || (mute.untilMs !== null && mute.untilMs <= clock()) ? null : mute;
  }

  return {
    /** The mute in force; one that has run out is none. */
    of,
    save(watch: string, mute: Mute | null): WriteOutcome {
      const outcome = store.saveMute(watch, mute);
      if (outcome.status === 'failed') return outcome;
      if (mute === null) known.delete(watch);
      else known.set(watch, mute);
      return outcome;
    },
    /** The watch is gone, and its mute with it. */
    forget: (watch: string): void => void known.delete(watch),
    /** Names of the watches that are muted now. */
    now: (): string[] => [...known.keys()].filter((watch) => of(watch) !== null),
  };
}

export type Mutes = ReturnType<typeof createMutes>;
