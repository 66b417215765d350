import type { Config } from './schema.ts';
import type { Fault } from './validate.ts';

/** A value of which any part may be missing, list items included. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> }
    : T;

export type DraftConfig = Draft<Config>;

/** What is left of a configuration without the values that the schema refuses. */
export function withoutFaults(value: unknown, faults: readonly Fault[]): DraftConfig {
  if (faults.some(({ path }) => path.length === 0)) return {};
  const draft = structuredClone(value) as DraftConfig;
  for (const { path } of faults) {
    let parent = draft as Record<string | number, unknown> | undefined;
    for (const step of path.slice(0, -1)) parent = parent?.[step] as typeof parent;
    const last = path.at(-1);
    if (parent === undefined || last === undefined) continue;
    // A list keeps its length: the other items' places are told by index.
    if (Array.isArray(parent)) parent[Number(last)] = undefined;
    else delete parent[last];
  }
  return draft;
}
