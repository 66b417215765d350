/** What was used last, and no more than so much of it. */
export interface Recent<K, V> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
}

export function createRecent<K, V>(most: number): Recent<K, V> {
  // A map keeps the order in which its keys came.
  const kept = new Map<K, V>();
  function set(key: K, value: V): void {
    kept.delete(key);
    kept.set(key, value);
    if (kept.size > most) kept.delete(kept.keys().next().value!);
  }
  return {
    set,
    get(key) {
      const value = kept.get(key);
      if (value !== undefined) set(key, value);
      return value;
    },
  };
}
