import { TidemarkError } from '../errors/tidemark-error.ts';
import type { History } from './types.ts';

/** Most steps ahead: a week of steps of ten seconds, with room. Beyond it a roll-up should be forecast. */
export const MAX_HORIZON = 100_000;
/** Most values of a history: two years of minutes. */
export const MAX_HISTORY = 1_100_000;
/** Most levels at a time. */
const MAX_LEVELS = 20;

/**
 * What every forecaster's `fit` asks of a history first.
 *
 * @throws TidemarkError TLERR_FORECAST_HISTORY where it cannot be learned from by any model
 */
export function checkHistory({ values, stepMs, startMs, leaveOut }: History): void {
  const refuse = (reason: string): TidemarkError => new TidemarkError('TLERR_FORECAST_HISTORY', { reason });
  if (!(stepMs > 0) || !Number.isFinite(stepMs)) throw refuse(`its step is ${stepMs} ms; allowed: a length above 0`);
  if (!Number.isFinite(startMs)) throw refuse(`its start is ${startMs}; allowed: a time in ms`);
  if (values.length > MAX_HISTORY) throw refuse(`it has ${values.length} values; allowed: up to ${MAX_HISTORY}`);
  if (leaveOut !== undefined && leaveOut.length !== values.length) {
    throw refuse(`leaveOut has ${leaveOut.length} entries for ${values.length} values`);
  }
}

/**
 * What every `predict` asks of its arguments first.
 *
 * @throws TidemarkError TLERR_FORECAST_REQUEST
 */
export function checkRequest(horizon: number, levels: readonly number[]): void {
  const refuse = (problem: string): TidemarkError => new TidemarkError('TLERR_FORECAST_REQUEST', { problem });
  if (!Number.isInteger(horizon) || horizon < 1 || horizon > MAX_HORIZON) {
    throw refuse(`the horizon is ${horizon} steps; allowed: 1 to ${MAX_HORIZON}`);
  }
  if (levels.length > MAX_LEVELS) throw refuse(`${levels.length} levels at a time; allowed: up to ${MAX_LEVELS}`);
  const wrong = levels.find((level) => !(level > 0 && level < 1));
  if (wrong !== undefined) throw refuse(`a level is ${wrong}; allowed: between 0 and 1, both excluded`);
}
