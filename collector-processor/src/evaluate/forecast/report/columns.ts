import type { ForecastSummary } from './summarise.ts';

interface ForecastColumn {
  readonly title: string;
  readonly meaning: string;
  readonly cell: (summary: ForecastSummary) => string;
}

/** The measures in the order of the tables. */
export const FORECAST_COLUMNS: readonly ForecastColumn[] = [
  { title: 'sMAPE', meaning: 'symmetric error in per cent, 0 to 200', cell: ({ smape }) => smape.toFixed(2) },
  {
    title: 'MASE',
    meaning: 'absolute error against the in-sample error of the seasonal naive forecast',
    cell: ({ mase }) => mase.toFixed(3),
  },
  {
    title: 'OWA',
    meaning: 'sMAPE and MASE against those of Naive2, mean; Naive2 is 1',
    cell: ({ owa }) => owa.toFixed(3),
  },
  {
    title: 'MSIS',
    meaning: 'width of the 95 % interval and the cost of what lies outside it, scaled as MASE is',
    cell: ({ msis }) => msis.toFixed(2),
  },
  { title: 'coverage', meaning: 'share of the values inside the 95 % interval', cell: (s) => s.coverage95.toFixed(3) },
  {
    title: 'under .80',
    meaning: 'share of the forecasts whose 95 % interval holds less than 80 % of the values',
    cell: ({ undercovered }) => undercovered.toFixed(3),
  },
  { title: 'CPU ms', meaning: 'fit and forecast with intervals, mean', cell: (s) => (1000 * s.seconds).toFixed(1) },
  { title: 'stood in', meaning: 'forecasts that a simpler model made instead', cell: (s) => String(s.fallbacks) },
];

/** A set's table: the header, then a row a model. */
export const tableRows = (byModel: ReadonlyMap<string, ForecastSummary>): string[][] => [
  ['model', ...FORECAST_COLUMNS.map(({ title }) => title)],
  ...[...byModel].map(([model, summary]) => [model, ...FORECAST_COLUMNS.map(({ cell }) => cell(summary))]),
];
