import type { SeriesSource } from '../types.ts';

/** Work for a worker: one subject, read once, and the models to run on it. */
export interface Task<Subject> {
  readonly subject: Subject;
  readonly names: readonly string[];
}

/** What a worker says, in any number of results and then one `done` or `failed` a task. */
export type WorkerMessage<Result> =
  | { readonly kind: 'result'; readonly name: string; readonly result: Result }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: string };

/** A seed that a series and its set always have, whoever runs them. */
export function seedOf({ dataset, series }: Pick<SeriesSource, 'dataset' | 'series'>): number {
  let hash = 0x811c9dc5;
  for (const character of `${dataset}/${series}`) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return hash >>> 0;
}
