import { TidemarkError } from '../errors/tidemark-error.ts';
import type { WriteOutcome } from '../store/index.ts';

/** @throws TidemarkError TLERR_STORE_WRITE_FAILED */
export function orFail(outcome: WriteOutcome): void {
  if (outcome.status === 'failed') throw new TidemarkError('TLERR_STORE_WRITE_FAILED', { reason: outcome.reason });
}
