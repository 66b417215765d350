import { TidemarkError } from '../errors/tidemark-error.ts';
import { checkHistory } from './request.ts';
import type { History } from './types.ts';

/** A value beyond this is a fault of the sender, and its square would overflow. */
const ABSURD = 1e150;

/**
 * The history as a model may learn from it: NaN where a step is missing, left out, or no number that one can calculate
 * with.
 *
 * @throws TidemarkError TLERR_FORECAST_HISTORY where nothing is left, or the history is none
 */
export function usableValues(history: History): Float64Array {
  checkHistory(history);
  const { leaveOut } = history;
  let usable = 0;
  const values = history.values.map((value, i) => {
    if (!(Math.abs(value) < ABSURD) || leaveOut?.[i]) return NaN;
    usable++;
    return value;
  });
  if (usable === 0) {
    throw new TidemarkError('TLERR_FORECAST_HISTORY', {
      reason: `none of its ${values.length} values is a number to learn from`,
    });
  }
  return values;
}
