import { alignedTable } from '../../../report/aligned-table.ts';
import { tableRows } from './columns.ts';
import type { ForecastReport } from './summarise.ts';

/** Tables for a terminal. */
export const forecastText = ({ sets }: ForecastReport): string =>
  sets
    .map(({ name, cases, byModel }) => `${name}: ${cases} forecasts\n${alignedTable(tableRows(byModel))}\n`)
    .join('\n');
