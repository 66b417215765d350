/**
 * Tidemark's models and statsforecast's on the same series of the M4 competition, each on one thread: what they are off by
 * and what they cost. PYTHON names an interpreter that has statsforecast.
 *
 *     PYTHON=… node collector-processor/bench/forecast-peers.ts DIR/m4_hourly EVERY auto,arima,ets,mstl AutoARIMA,AutoETS,MSTL
 *
 * EVERY: each so many-th series, from the first on.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { evaluateCase } from '../src/evaluate/forecast/evaluate-case.ts';
import { findCases } from '../src/evaluate/forecast/find-cases.ts';
import { measure, seasonalScale } from '../src/evaluate/forecast/measures.ts';
import { summarise } from '../src/evaluate/forecast/report/summarise.ts';
import type { ForecastResult } from '../src/evaluate/forecast/types.ts';
import { FORECASTERS } from '../src/forecast/registry.ts';
import { seasonsOf } from '../src/forecast/season.ts';

interface Told {
  readonly model: string;
  readonly seconds: number;
  readonly expected: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

const [folder = '', every = '10', own = 'auto,arima', peers = 'AutoARIMA'] = process.argv.slice(2);
const whole = findCases([folder], null);
const cases = whole.filter(({ dataset }) => dataset === whole[0]!.dataset).filter((_, k) => k % Number(every) === 0);

say(`${cases.length} series of ${whole[0]!.dataset}, 48 steps`);
const baselines: ForecastResult[] = [];
for (const name of own.split(',')) {
  const forecaster = await FORECASTERS[name]!.load();
  const results = cases.map((one) => evaluateCase(one, forecaster, name));
  baselines.splice(0, Infinity, ...results);
  report(name, results);
}
const python = spawnSync(
  process.env.PYTHON ?? 'python3',
  [fileURLToPath(new URL('forecast.py', import.meta.url)), '--forecasts', ...peers.split(',')],
  {
    input: JSON.stringify(cases.map(({ history }) => [...history])),
    encoding: 'utf8',
    maxBuffer: 1e9,
    env: { ...process.env, OMP_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' },
  },
);
if (python.status !== 0) say(`(no statsforecast beside it: ${python.stderr.trim().split('\n').at(-1)})`);
const lines = python.stdout
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Told);
for (const [name, told] of Map.groupBy(lines, ({ model }) => model)) {
  report(
    `statsforecast ${name}`,
    told.map((one, k) => measured(one, k)),
  );
}

function measured({ model, seconds, expected, lower, upper }: Told, k: number): ForecastResult {
  const { actual, reference, stepMs } = cases[k]!;
  const column = (values: readonly number[]) => Float64Array.from(values);
  const forecast = {
    expected: column(expected),
    intervals: [{ level: 0.95, lower: column(lower), upper: column(upper) }],
  };
  const scale = seasonalScale(reference, seasonsOf(stepMs).short);
  return { ...baselines[k]!, model, seconds, fallback: null, measures: measure(forecast, actual, scale) };
}

function report(name: string, results: readonly ForecastResult[]): void {
  const { smape, mase, owa, msis, coverage95, seconds } = summarise(results);
  const spent = results.map((one) => one.seconds * 1000).sort((a, b) => a - b);
  say(
    `${name.padEnd(24)} sMAPE ${smape.toFixed(2)}  MASE ${mase.toFixed(3)}  OWA ${owa.toFixed(3)}  MSIS ${msis.toFixed(2)}  ` +
      `coverage ${coverage95.toFixed(3)}  CPU ms, mean ${(seconds * 1000).toFixed(0)}, median ${spent[spent.length >> 1]!.toFixed(0)}`,
  );
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
