import type { ConfigPath } from './problem.ts';
import type { Fault } from './validate.ts';

export function conflict(path: ConfigPath, message: string): Fault {
  return { kind: 'conflict', path, at: 'value', message };
}

/** Index of the earlier item that has the same text under `key`; null where there is none. */
export function firstWithSame<Key extends string>(
  items: readonly ({ readonly [K in Key]?: string } | undefined)[],
  index: number,
  key: Key,
): number | null {
  const wanted = items[index]?.[key];
  const first = items.findIndex((item) => item?.[key] === wanted);
  return wanted !== undefined && first < index ? first : null;
}
