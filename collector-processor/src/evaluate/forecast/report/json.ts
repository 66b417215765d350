import { rounded } from '../../report/json.ts';
import type { ForecastReport } from './summarise.ts';

/** The report as one document: `{datasets: {<name>: {<model>: {…}}}}`. */
export const forecastJson = ({ sets }: ForecastReport): string =>
  rounded({ datasets: Object.fromEntries(sets.map(({ name, byModel }) => [name, Object.fromEntries(byModel)])) });
