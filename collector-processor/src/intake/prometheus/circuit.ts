import { backoffMs } from '../../backoff.ts';
import type { TidemarkError } from '../../errors/tidemark-error.ts';

/** A Prometheus restarts within a few seconds; three failures in a row are no accident. */
const OPENS_AFTER = 3;

export interface CircuitOptions {
  readonly clock: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

/**
 * Whether a source is worth asking: after a few failures in a row it is left alone for a while, longer each time, and then
 * asked once to see. So a dead one costs no time-outs, and its watches hold up nobody.
 */
export function createCircuit({ clock, random }: CircuitOptions) {
  let failures = 0;
  let closedUntilMs = 0;
  let probing = false;
  let lastError: TidemarkError | null = null;

  return {
    /** The error to answer with at once; null: ask. */
    blocked(): TidemarkError | null {
      if (failures < OPENS_AFTER) return null;
      if (clock() >= closedUntilMs && !probing) {
        probing = true;
        return null;
      }
      return lastError;
    },
    succeeded(): void {
      failures = 0;
      probing = false;
      lastError = null;
    },
    failed(error: TidemarkError): void {
      failures++;
      probing = false;
      lastError = error;
      if (failures >= OPENS_AFTER) closedUntilMs = clock() + backoffMs(failures - OPENS_AFTER + 1, random());
    },
    /** It was not asked after all (stopped while it waited): the next may be the probe. */
    abandoned(): void {
      probing = false;
    },
  };
}
