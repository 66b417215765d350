import type { SeriesResult, SeriesSource } from '../types.ts';
import type { ResultCache } from './cache.ts';
import { performTasks } from './pool.ts';
import type { Task } from './tasks.ts';

export interface Evaluation {
  readonly sources: readonly SeriesSource[];
  readonly detectors: readonly string[];
  readonly jobs: number;
  readonly cache: ResultCache;
  readonly onProgress: (done: number, total: number) => void;
}

/** Every detector on every series; results come in the order of the sources, then of the detectors. */
export async function runEvaluation({
  sources,
  detectors,
  jobs,
  cache,
  onProgress,
}: Evaluation): Promise<SeriesResult[]> {
  const results = new Map<string, SeriesResult>();
  const total = sources.length * detectors.length;
  const take = (source: SeriesSource, result: SeriesResult): void => {
    results.set(keyOf(source, result.detector), result);
    onProgress(results.size, total);
  };
  const tasks: Task[] = [];
  for (const source of sources) {
    const missing = detectors.filter((detector) => {
      const known = cache.get(source, detector);
      if (known !== null) take(source, known);
      return known === null;
    });
    if (missing.length > 0) tasks.push({ source, detectors: missing });
  }
  // The longest first, so that no core is left alone with one at the end.
  tasks.sort((a, b) => b.source.bytes - a.source.bytes);
  await performTasks(tasks, jobs, ({ source }, result) => {
    cache.put(source, result.detector, result);
    take(source, result);
  });
  return sources.flatMap((source) => detectors.map((detector) => results.get(keyOf(source, detector))!));
}

const keyOf = ({ dataset, series }: SeriesSource, detector: string): string =>
  JSON.stringify([dataset, series, detector]);
