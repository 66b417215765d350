import { createHash } from 'node:crypto';
import { FORECASTERS } from '../../forecast/registry.ts';
import { createCache, noCache, type ResultCache } from '../runner/cache.ts';
import { hashOfFiles } from '../runner/code-hash.ts';
import { runAll } from '../runner/run-evaluation.ts';
import type { ForecastCase, ForecastResult } from './types.ts';

/** What every result depends on, beside its model. */
const SHARED = ['evaluate/forecast', 'forecast/bounds.ts', 'forecast/usable-values.ts', 'forecast/season.ts'];

export interface ForecastRun {
  readonly cases: readonly ForecastCase[];
  readonly models: readonly string[];
  readonly jobs: number;
  /** null: keep nothing. */
  readonly cacheFolder: string | null;
  readonly onProgress: (done: number, total: number) => void;
}

/** Every model on every case; a run that was stopped goes on where it was. */
export const runForecasts = ({ cases, models, cacheFolder, ...how }: ForecastRun): Promise<ForecastResult[]> =>
  runAll<ForecastCase, ForecastResult>({
    ...how,
    subjects: cases,
    names: models,
    worker: new URL('./worker.ts', import.meta.url),
    weightOf: ({ history }) => history.length,
    cache: cacheFolder === null ? noCache : forecastCache(cacheFolder),
  });

function forecastCache(folder: string): ResultCache<ForecastCase, ForecastResult> {
  const hashes = new Map<string, string>();
  const codeOf = (model: string): string => {
    const own = FORECASTERS[model]!.code.map((path) => `forecast/${path}`);
    const hash = hashes.get(model) ?? hashOfFiles([...SHARED, ...own]);
    hashes.set(model, hash);
    return hash;
  };
  const keyOf = ({ dataset, series, stepMs, startMs, history, actual }: ForecastCase): unknown => {
    const bytes = createHash('sha256').update(history).update(actual).digest('hex');
    return [dataset, series, stepMs, startMs, bytes];
  };
  return createCache<ForecastCase, ForecastResult>(folder, keyOf, codeOf);
}
