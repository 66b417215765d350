import type { SeriesResult, SeriesSource } from '../types.ts';

/** One series to read once and to run these detectors on. */
export interface Task {
  readonly source: SeriesSource;
  readonly detectors: readonly string[];
}

/** What a worker says, in any number of results and then one `done` or `failed` a task. */
export type WorkerMessage =
  | { readonly kind: 'result'; readonly result: SeriesResult }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string };

/** A seed that a series and its set always have, whoever runs them. */
export function seedOf({ dataset, series }: SeriesSource): number {
  let hash = 0x811c9dc5;
  for (const character of `${dataset}/${series}`) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}
