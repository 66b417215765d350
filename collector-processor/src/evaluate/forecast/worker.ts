import { FORECASTERS } from '../../forecast/registry.ts';
import type { Forecaster } from '../../forecast/types.ts';
import { serveTasks } from '../runner/serve-tasks.ts';
import { evaluateCase } from './evaluate-case.ts';
import type { ForecastCase, ForecastResult } from './types.ts';

serveTasks<ForecastCase, ForecastCase, Forecaster, ForecastResult>({
  labelOf: ({ dataset, series }) => `${dataset}/${series}`,
  read: (from) => from,
  load: (name) => FORECASTERS[name]!.load(),
  run: (from, forecaster, name) => evaluateCase(from, forecaster, name),
});
