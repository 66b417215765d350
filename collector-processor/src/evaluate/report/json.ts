import type { Report } from './report.ts';

/** Digits after the point: what lies behind them is noise. */
const DIGITS = 6;

/** The report as one document: `{datasets: {<name>: {<detector>: {…}}}}`. */
export function jsonOf({ datasets }: Report): string {
  const document = {
    datasets: Object.fromEntries(
      datasets.map(({ name, byDetector }) => [
        name,
        Object.fromEntries([...byDetector].map(([detector, { summary }]) => [detector, summary])),
      ]),
    ),
  };
  return rounded(document);
}

export const rounded = (document: object): string =>
  JSON.stringify(document, (_key, value: unknown) =>
    typeof value === 'number' ? Number(value.toFixed(DIGITS)) : value,
  );
