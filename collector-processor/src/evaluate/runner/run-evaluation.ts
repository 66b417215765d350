import type { SeriesResult, SeriesSource } from '../types.ts';
import type { ResultCache } from './cache.ts';
import { performTasks } from './pool.ts';
import type { Task } from './tasks.ts';

/** Subjects, the models to run on each, and how. */
export interface RunPlan<Subject, Result> {
  readonly subjects: readonly Subject[];
  readonly names: readonly string[];
  readonly worker: URL;
  /** About how long a subject takes, against others. */
  readonly weightOf: (subject: Subject) => number;
  readonly jobs: number;
  readonly cache: ResultCache<Subject, Result>;
  readonly onProgress: (done: number, total: number) => void;
}

/** Every model on every subject; results come in the order of the subjects, then of the names. */
export async function runAll<Subject, Result>(plan: RunPlan<Subject, Result>): Promise<Result[]> {
  const { subjects, names, cache } = plan;
  const results = new Map<Subject, Map<string, Result>>(subjects.map((subject) => [subject, new Map()]));
  const total = subjects.length * names.length;
  let done = 0;
  const take = (subject: Subject, name: string, result: Result): void => {
    results.get(subject)!.set(name, result);
    plan.onProgress(++done, total);
  };
  const tasks: Task<Subject>[] = [];
  for (const subject of subjects) {
    const missing = names.filter((name) => {
      const known = cache.get(subject, name);
      if (known !== null) take(subject, name, known);
      return known === null;
    });
    if (missing.length > 0) tasks.push({ subject, names: missing });
  }
  // The longest first, so that no core is left alone with one at the end.
  tasks.sort((a, b) => plan.weightOf(b.subject) - plan.weightOf(a.subject));
  await performTasks<Subject, Result>(plan.worker, tasks, plan.jobs, ({ subject }, name, result) => {
    cache.put(subject, name, result);
    take(subject, name, result);
  });
  return subjects.flatMap((subject) => names.map((name) => results.get(subject)!.get(name)!));
}

export interface Evaluation {
  readonly sources: readonly SeriesSource[];
  readonly detectors: readonly string[];
  readonly jobs: number;
  readonly cache: ResultCache<SeriesSource, SeriesResult>;
  readonly onProgress: (done: number, total: number) => void;
}

/** Every detector on every series. */
export const runEvaluation = ({ sources, detectors, ...how }: Evaluation): Promise<SeriesResult[]> =>
  runAll({
    ...how,
    subjects: sources,
    names: detectors,
    worker: new URL('./worker.ts', import.meta.url),
    weightOf: ({ bytes }) => bytes,
  });
