import { digestId } from '../../digest-id.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import { labelsKey } from '../../series/labels.ts';
import type { Labels } from '../../series/types.ts';
import { degradationSentence } from './sentence.ts';
import type { Degradation } from './types.ts';

/** What people are told of a service that has become worse than its load explains. */
export interface DegradationWarning extends Degradation {
  readonly id: string;
  readonly watch: string;
  readonly labels: Labels;
  readonly openedMs: number;
  readonly updatedMs: number;
  readonly closedMs: number | null;
  /**
   * `recovered`: it is as it was; `settled`: it has stayed as it became; `expired`: nobody will see, since the series, its
   * watch or its load is gone. Null while open.
   */
  readonly closedBecause: 'recovered' | 'settled' | 'expired' | null;
  readonly sentence: string;
}

/** A change opens a warning when it is so many standard errors from nothing and exceeds the watch's `min_change` … */
const OPEN_ABOVE = 5;
/** … and keeps it open while it is so many, and exceeds half of that. */
const KEEP_ABOVE = 3;
const KEEP_SHARE = 0.5;

export type DegradationSubject = Pick<WatchSettings, 'name' | 'unit' | 'timezone' | 'minChange' | 'measure'> & {
  readonly labels: Labels;
};

/**
 * What becomes of a series' warning with a new look at it.
 *
 * @param open the warning that is open; null: none
 * @returns the warning that was opened or changed; null: nothing to tell
 */
export function nextDegradation(
  open: DegradationWarning | null,
  subject: DegradationSubject,
  found: Degradation,
  nowMs: number,
): DegradationWarning | null {
  const { minChange, labels, name: watch } = subject;
  const exceeds = (share: number): boolean =>
    found.now - found.before >= share * minChange.absolute &&
    found.now - found.before >= share * minChange.relative * found.before;
  if (open === null) {
    if (found.sureness < OPEN_ABOVE || !exceeds(1)) return null;
  } else if (found.sureness < KEEP_ABOVE || !exceeds(KEEP_SHARE)) {
    const back = found.now - open.before < KEEP_SHARE * (open.now - open.before);
    return { ...open, updatedMs: nowMs, closedMs: nowMs, closedBecause: back ? 'recovered' : 'settled' };
  }
  return {
    ...found,
    ...{ watch, labels, updatedMs: nowMs, closedMs: null, closedBecause: null },
    id: open?.id ?? digestId('degradation', watch, labelsKey(labels), nowMs),
    openedMs: open?.openedMs ?? nowMs,
    sentence: degradationSentence(subject, found),
  };
}
