import { seedOfText } from '../../random.ts';
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
export const seedOf = ({ dataset, series }: Pick<SeriesSource, 'dataset' | 'series'>): number =>
  seedOfText(`${dataset}/${series}`);
