import type { Forecaster } from './types.ts';

export interface ForecasterEntry {
  /** One line for people. */
  readonly summary: string;
  /** A model is loaded when it is used: some bring a megabyte of WebAssembly. */
  readonly load: () => Promise<Forecaster>;
  /** Folders and files under src/forecast that its forecasts depend on, beside what all share. */
  readonly code: readonly string[];
}

/** Every forecaster by name, in the order of the tables. */
export const FORECASTERS: Readonly<Record<string, ForecasterEntry>> = {
  auto: {
    summary: 'the default: weighted autoregressions on seasonal lags, on a cleaned history',
    load: async () => (await import('./auto/auto.ts')).auto,
    code: ['auto', 'seasonal-naive', 'naive'],
  },
  'seasonal-naive': {
    summary: 'the value of the same time a day before (of daily steps: a week before)',
    load: async () => (await import('./seasonal-naive/seasonal-naive.ts')).seasonalNaive,
    code: ['seasonal-naive', 'naive'],
  },
  tide: {
    summary: "the detector's own expectation: the season there, the present level fading to its usual place",
    load: async () => (await import('./tide/tide.ts')).tide,
    code: ['tide', '../detect/tide', 'carry-forward.ts', 'naive'],
  },
  naive: {
    summary: 'the last level, for ever',
    load: async () => (await import('./naive/naive.ts')).naive,
    code: ['naive'],
  },
  ets: {
    summary: 'exponential smoothing with the season of the day, the model chosen by AICc',
    load: async () => (await import('./ets/ets.ts')).ets,
    code: ['ets', 'optimise', 'fill-gaps.ts', 'model-intervals.ts', 'naive'],
  },
  arima: {
    summary: 'seasonal ARIMA, the order chosen stepwise by AICc (Hyndman & Khandakar)',
    load: async () => (await import('./arima/arima.ts')).arima,
    code: ['arima', 'optimise', 'fill-gaps.ts', 'model-intervals.ts', 'naive', 'seasonal-naive'],
  },
  mstl: {
    summary: 'day and week taken out by Loess, the rest by exponential smoothing (augurs)',
    load: async () => (await import('./mstl/mstl.ts')).mstl,
    code: ['mstl', 'fill-gaps.ts', 'load-wasm.ts', 'seasonal-naive', 'naive'],
  },
  prophet: {
    summary: 'piecewise linear trend, Fourier seasons, holidays (augurs, with Stan)',
    load: async () => (await import('./prophet/prophet.ts')).prophet,
    code: ['prophet', 'load-wasm.ts', 'model-intervals.ts', 'seasonal-naive', 'naive'],
  },
};
