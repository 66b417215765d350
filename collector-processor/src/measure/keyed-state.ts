/** Takes back what one request changed: its sender was told to come again, so it must not have been seen. */
export interface UndoLog {
  record(undo: () => void): void;
  /** A new request: what was recorded before stands. @returns undoes all that is recorded from here to the next `begin` */
  begin(): () => void;
}

export function createUndoLog(): UndoLog {
  let steps: (() => void)[] = [];
  return {
    record: (undo) => void steps.push(undo),
    begin() {
      const mine: (() => void)[] = [];
      steps = mine;
      return () => {
        if (steps !== mine) return;
        for (const undo of mine.splice(0).reverse()) undo();
      };
    },
  };
}

/** `[key, value, when it was last set]`: plain data when the values are. */
export type KeyedEntry<T> = readonly [key: string, value: T, seenMs: number];

/** A bounded map of immutable values that forgets what was not set for a while. */
export interface KeyedState<T> {
  get(key: string): T | undefined;
  /** @returns false, and sets nothing, when the key is new and the map is full */
  set(key: string, value: T, seenMs: number): boolean;
  /** Forgets what was last set before; `forgotten` hears of each. */
  sweep(beforeMs: number, forgotten?: (key: string, value: T) => void): void;
  readonly size: number;
  entries(): KeyedEntry<T>[];
  restore(entries: readonly KeyedEntry<T>[]): void;
}

export function createKeyedState<T>({ maxEntries, undo }: { maxEntries: number; undo: UndoLog }): KeyedState<T> {
  const cells = new Map<string, { value: T; seenMs: number }>();
  return {
    get: (key) => cells.get(key)?.value,
    set(key, value, seenMs) {
      const cell = cells.get(key);
      if (cell === undefined) {
        if (cells.size >= maxEntries) return false;
        cells.set(key, { value, seenMs });
        undo.record(() => cells.delete(key));
        return true;
      }
      const before = { ...cell };
      undo.record(() => Object.assign(cell, before));
      cell.value = value;
      cell.seenMs = seenMs;
      return true;
    },
    sweep(beforeMs, forgotten) {
      for (const [key, { value, seenMs }] of cells) {
        if (seenMs >= beforeMs) continue;
        cells.delete(key);
        forgotten?.(key, value);
      }
    },
    get size() {
      return cells.size;
    },
    entries: () => [...cells].map(([key, { value, seenMs }]) => [key, value, seenMs]),
    restore(entries) {
      cells.clear();
      for (const [key, value, seenMs] of entries.slice(0, maxEntries)) cells.set(key, { value, seenMs });
    },
  };
}
