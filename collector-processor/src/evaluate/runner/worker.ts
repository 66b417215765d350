import { loadSeries } from '../datasets/load-series.ts';
import { DETECTORS } from '../detectors.ts';
import { evaluateSeries } from '../evaluate-series.ts';
import type { EvaluatedDetector, LabelledSeries, SeriesResult, SeriesSource } from '../types.ts';
import { serveTasks } from './serve-tasks.ts';
import { seedOf } from './tasks.ts';

serveTasks<SeriesSource, LabelledSeries, EvaluatedDetector, SeriesResult>({
  labelOf: ({ dataset, series }) => `${dataset}/${series}`,
  read: loadSeries,
  load: (detector) => DETECTORS[detector]!.load(),
  run: (series, runner, detector, source) =>
    evaluateSeries(series, runner.run(series, seedOf(source)), { dataset: source.dataset, detector }),
});
