/** `[key, value, when it was last set]`: plain data when the values are. */
export type KeyedEntry<T> = readonly [key: string, value: T, seenMs: number];

/** A bounded map of immutable values that forgets what was not set for a while. */
export interface KeyedState<T> {
  get(key: string): T | undefined;
  /** @returns false, and sets nothing, when the key is new and the map is full */
  set(key: string, value: T, seenMs: number): boolean;
  /** Forgets what was last set before. */
  sweep(beforeMs: number): void;
  entries(): KeyedEntry<T>[];
  restore(entries: readonly KeyedEntry<T>[]): void;
}

export function createKeyedState<T>({ maxEntries }: { maxEntries: number }): KeyedState<T> {
  const cells = new Map<string, { value: T; seenMs: number }>();
  return {
    get: (key) => cells.get(key)?.value,
    set(key, value, seenMs) {
      const cell = cells.get(key);
      if (cell === undefined) {
        if (cells.size >= maxEntries) return false;
        cells.set(key, { value, seenMs });
        return true;
      }
      cell.value = value;
      cell.seenMs = seenMs;
      return true;
    },
    sweep(beforeMs) {
      for (const [key, { seenMs }] of cells) if (seenMs < beforeMs) cells.delete(key);
    },
    entries: () => [...cells].map(([key, { value, seenMs }]) => [key, value, seenMs]),
    restore(entries) {
      cells.clear();
      for (const [key, value, seenMs] of entries.slice(0, maxEntries)) cells.set(key, { value, seenMs });
    },
  };
}
