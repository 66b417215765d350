import { labelsKey } from '../series/labels.ts';
import type { Labels } from '../series/types.ts';
import type { Telemetry } from '../telemetry/index.ts';

/** So many are looked at before others get a turn. */
const AT_A_TIME = 50;

/** Of those that were open when the process ended, so many are gone on with. */
export const MOST_OPEN = 100_000;

interface Warning {
  readonly watch: string;
  readonly labels: Labels;
  readonly updatedMs: number;
  readonly closedMs: number | null;
  readonly closedBecause: string | null;
}

/** Nobody will see how it ends. */
export const expired = <T extends Warning>(warning: T, nowMs: number): T => ({
  ...warning,
  ...{ updatedMs: nowMs, closedMs: nowMs, closedBecause: 'expired' },
});

export interface OpenWarningsOptions<T> {
  /** Those that were open when the process ended. */
  readonly stored: readonly T[];
  readonly save: (warning: T) => void;
  readonly telemetry: Telemetry;
  /** Its own metrics, `<prefix>.open` and `<prefix>.warnings`. */
  readonly prefix: 'tidemark.maintenance' | 'tidemark.degradation';
}

/** Open warnings of one kind, at most one a series: kept in the store, and counted. */
export function createOpenWarnings<T extends Warning>({ stored, save, telemetry, prefix }: OpenWarningsOptions<T>) {
  const keyOf = (watch: string, labels: Labels): string => `${watch}\n${labelsKey(labels)}`;
  const open = new Map(stored.map((warning) => [keyOf(warning.watch, warning.labels), warning]));
  telemetry.observe(`${prefix}.open`, () => open.size);

  /** One that was opened, told anew or closed. */
  function keep(warning: T): void {
    const { watch, labels, closedMs, closedBecause } = warning;
    const key = keyOf(watch, labels);
    const event = closedBecause ?? (open.has(key) ? null : 'opened');
    if (closedMs === null) open.set(key, warning);
    else open.delete(key);
    save(warning);
    if (event !== null) telemetry.count(`${prefix}.warnings`, 1, { watch, event });
  }

  return {
    of: (watch: string, labels: Labels): T | null => open.get(keyOf(watch, labels)) ?? null,
    keep,
    /**
     * Looks at each of them, a few at a time.
     *
     * @param look what becomes of one; null: it goes on
     */
    async review(look: (warning: T) => T | null): Promise<void> {
      let looked = 0;
      for (const key of [...open.keys()]) {
        const next = open.has(key) ? look(open.get(key)!) : null;
        if (next !== null) keep(next);
        if (++looked % AT_A_TIME === 0) await new Promise((resolve) => setImmediate(resolve));
      }
    },
    /** Nobody will see the end of those of a watch that is gone. */
    expire(watch: string, nowMs: number): void {
      for (const warning of [...open.values()]) if (warning.watch === watch) keep(expired(warning, nowMs));
    },
  };
}
