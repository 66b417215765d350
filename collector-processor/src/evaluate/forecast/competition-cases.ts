import { textOfFile, numberOf, unreadable } from '../../tables/read-table.ts';
import type { ForecastCase } from './types.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The competition's horizons tell the step: its files carry no times. */
const STEPS_MS: Readonly<Record<number, number>> = { 48: HOUR_MS, 14: DAY_MS, 13: 7 * DAY_MS };

/**
 * A set in the form of the M4 competition: `train` and `test` hold `id,v1,v2,…`, a line a series.
 *
 * @throws TidemarkError TLERR_EVALUATE_UNREADABLE
 */
export function competitionCases(dataset: string, train: string, test: string): ForecastCase[] {
  const histories = linesOf(train);
  return [...linesOf(test)].map(([series, actual]) => {
    const history = histories.get(series);
    if (history === undefined) throw unreadable(test, `'${series}' is not in ${train}`);
    const stepMs = STEPS_MS[actual.length];
    if (stepMs === undefined) {
      const known = Object.keys(STEPS_MS).join(', ');
      throw unreadable(test, `'${series}' has ${actual.length} values; known horizons: ${known}`);
    }
    return { dataset, series, stepMs, startMs: 0, history, actual, reference: history };
  });
}

function linesOf(path: string): Map<string, Float64Array> {
  const lines = textOfFile(path).split(/\r?\n/).filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [series = '', ...values] = line.replaceAll('"', '').split(',');
      const end = values.findLastIndex((text) => text.trim() !== '') + 1;
      return [series, Float64Array.from(values.slice(0, end), numberOf)];
    }),
  );
}
