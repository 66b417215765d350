import { digestId } from '../digest-id.ts';
import { labelsKey } from '../series/labels.ts';
import type { Labels } from '../series/types.ts';
import { recommend } from './recommend.ts';
import type { LimitOutlook, LimitSettings } from './types.ts';

/** What people are told before a limit is reached. */
export interface MaintenanceWarning {
  readonly id: string;
  readonly watch: string;
  readonly labels: Labels;
  readonly limit: string;
  readonly limitValue: number;
  readonly direction: 'up' | 'down';
  /** The shortest configured lead within which the limit is more likely reached than not. */
  readonly leadMs: number;
  readonly probability: number;
  readonly openedMs: number;
  readonly updatedMs: number;
  readonly closedMs: number | null;
  /**
   * It came true; or what was to be expected changed, by itself or by somebody's hand; or nobody will see, since the
   * series, its watch or the limit is gone. Null while open.
   */
  readonly closedBecause: 'reached' | 'withdrawn' | 'expired' | null;
  readonly reachedAtMs: number | null;
  readonly crossesAtMs: number | null;
  readonly earliestMs: number | null;
  readonly latestMs: number | null;
  /** What was said first: to be compared with what came. */
  readonly firstCrossesAtMs: number | null;
  /** When, how sure, why, and what to do, in a sentence. */
  readonly sentence: string;
}

export interface WarningSubject {
  readonly watch: string;
  readonly unit: string;
  readonly timezone: string;
  readonly labels: Labels;
  readonly limit: LimitSettings;
}

/** A warning opens when a lead's probability is above this … */
const OPEN_ABOVE = 0.5;
/** … and is withdrawn when even the longest lead's is below this. */
const WITHDRAW_BELOW = 0.25;

/**
 * What becomes of a series' warning with a new outlook.
 *
 * @param open the warning that is open; null: none
 * @param reachedAtMs start of the first hour of the last day that was at or past the limit; null: there was none
 * @returns the warning that was opened or changed; null: nothing to tell
 */
export function nextWarning(
  open: MaintenanceWarning | null,
  subject: WarningSubject,
  outlook: LimitOutlook,
  reachedAtMs: number | null,
  nowMs: number,
): MaintenanceWarning | null {
  if (reachedAtMs !== null) {
    return open === null ? null : reached(open, reachedAtMs, nowMs);
  }
  if (outlook.status === 'unknown') return null;
  const likely = [...outlook.leads]
    .sort((a, b) => a.leadMs - b.leadMs)
    .find(({ probability }) => probability > OPEN_ABOVE);
  const longest = Math.max(0, ...outlook.leads.map(({ probability }) => probability));
  if (open !== null && longest < WITHDRAW_BELOW) {
    return { ...open, updatedMs: nowMs, closedMs: nowMs, closedBecause: 'withdrawn' };
  }
  if (likely === undefined) return null;
  const { crossesAtMs, earliestMs, latestMs } = outlook;
  return {
    id: open?.id ?? idOf(subject, nowMs),
    watch: subject.watch,
    labels: subject.labels,
    limit: subject.limit.name,
    limitValue: subject.limit.value,
    direction: subject.limit.direction,
    leadMs: likely.leadMs,
    probability: likely.probability,
    openedMs: open?.openedMs ?? nowMs,
    updatedMs: nowMs,
    closedMs: null,
    closedBecause: null,
    reachedAtMs: null,
    ...{ crossesAtMs, earliestMs, latestMs },
    firstCrossesAtMs: open === null ? crossesAtMs : open.firstCrossesAtMs,
    sentence: recommend(subject, outlook),
  };
}

/** It came true. */
export const reached = (open: MaintenanceWarning, reachedAtMs: number, nowMs: number): MaintenanceWarning => ({
  ...open,
  ...{ updatedMs: nowMs, closedMs: nowMs, closedBecause: 'reached', reachedAtMs },
});

const idOf = ({ watch, labels, limit }: WarningSubject, nowMs: number): string =>
  digestId(watch, labelsKey(labels), limit.name, nowMs);
