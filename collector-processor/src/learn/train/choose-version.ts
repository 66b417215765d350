import type { BacktestResult } from '../backtest/backtest.ts';
import { clearlyWorse } from '../backtest/compare.ts';

/** A version of a model, and how it did in the backtest that all versions went through. */
export interface Rated {
  readonly id: 'fresh' | number;
  readonly inUse: boolean;
  readonly result: BacktestResult;
}

/**
 * The fresh version, unless one that there was does clearly better on the same backtest: the one in use stays then, or one
 * before it comes back.
 */
export function chooseVersion<Version extends Rated>(versions: readonly Version[]): Version | undefined {
  const inUse = versions.find(({ inUse: used }) => used);
  let best = versions.find(({ id }) => id === 'fresh') ?? inUse ?? versions[0];
  if (best === undefined) return undefined;
  if (inUse !== undefined && clearlyWorse(best.result, inUse.result)) best = inUse;
  for (const version of versions) if (clearlyWorse(best.result, version.result)) best = version;
  return best;
}
