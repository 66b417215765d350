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
  naive: {
    summary: 'the last level, for ever',
    load: async () => (await import('./naive/naive.ts')).naive,
    code: ['naive'],
  },
};
