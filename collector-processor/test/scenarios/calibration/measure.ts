import { createLane } from '../../../src/pipeline/lane.ts';
import { ENGINE_DEFAULTS } from '../../../src/pipeline/engine.ts';
import type { TypicalShare } from '../../../src/measure/watch.ts';
import { watch } from '../run.ts';
import type { CleanSeries } from './series.ts';

const WEEK_MS = 604_800_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** A week of which less than this share are normal steps says nothing. */
const LEAST_SHARE = 0.5;

/** What a series' normal steps were, by step. */
export interface Coverage {
  /** 1 where the value lay in the typical range. */
  readonly inside: Uint8Array;
  /** 1 where the step counts: it is normal, has a value, and the first day is over. */
  readonly counted: Uint8Array;
  /** Incidents opened after the first day, by the step at which they were. */
  readonly opened: readonly number[];
  /** Steps above their limits after the first day. */
  readonly alarms: number;
}

export interface Setting {
  readonly typical: TypicalShare;
  readonly falseAlarmsPerWeek: number;
}

/**
 * Runs a series as production does.
 *
 * @param isNormal by step; absent: all are
 */
export function measure(
  { startMs, stepMs, values, countUnit }: CleanSeries,
  { typical, falseAlarmsPerWeek }: Setting,
  isNormal: (step: number) => boolean = () => true,
): Coverage {
  const settings = watch({ stepMs, countUnit, typical, falseAlarmsPerWeek, measure: 'mean' });
  const lane = createLane(settings, { ...ENGINE_DEFAULTS.limits, maxSeries: 1 }, () => 1);
  const inside = new Uint8Array(values.length);
  const counted = new Uint8Array(values.length);
  const opened: number[] = [];
  let alarms = 0;
  let open = '';
  values.forEach((value, step) => {
    const stepStartMs = startMs + step * stepMs;
    if (value === value) {
      const aggregate = { kind: 'mean', sum: value, count: 1 } as const;
      lane.add({ watch: settings.name, labels: {}, stepStartMs, aggregate }, stepStartMs);
    }
    const report = lane.closeTo(stepStartMs + stepMs).at(-1);
    if (report === undefined || report.step.series.length === 0 || step * stepMs < DAY_MS) return;
    const { score, typicalLower, typicalUpper } = report.step.columns;
    const id = report.changed[0]?.id ?? open;
    if (id !== open && isNormal(step)) opened.push(step);
    open = id;
    if (score[0]! > 1 && isNormal(step)) alarms++;
    if (value !== value || !isNormal(step)) return;
    counted[step] = 1;
    inside[step] = value >= typicalLower[0]! && value <= typicalUpper[0]! ? 1 : 0;
  });
  return { inside, counted, opened, alarms };
}

export interface Weeks {
  /** Of the week farthest from `typical`, and of the whole. */
  readonly worst: number;
  readonly mean: number;
  /** Where that week begins, in days. */
  readonly day: number;
  /** Share of all weeks that lie within a point of `typical`. */
  readonly within: number;
}

/** Coverage of every week, one beginning each hour after the first day. */
export function weeksOf({ inside, counted }: Coverage, stepMs: number, typical: number): Weeks {
  const week = WEEK_MS / stepMs;
  const hop = Math.max(1, HOUR_MS / stepMs);
  const inSums = sums(inside);
  const counts = sums(counted);
  const between = (of: Float64Array, from: number, to: number): number => of[to]! - of[from]!;
  let worst = typical;
  let day = 0;
  let weeks = 0;
  let within = 0;
  for (let from = DAY_MS / stepMs; from + week <= inside.length; from += hop) {
    const normal = between(counts, from, from + week);
    if (normal < LEAST_SHARE * week) continue;
    const coverage = between(inSums, from, from + week) / normal;
    weeks++;
    if (Math.abs(coverage - typical) <= 0.01) within++;
    if (Math.abs(coverage - typical) < Math.abs(worst - typical)) continue;
    worst = coverage;
    day = (from * stepMs) / DAY_MS;
  }
  const last = inside.length;
  return {
    worst,
    mean: between(inSums, 0, last) / between(counts, 0, last),
    day,
    within: weeks === 0 ? NaN : within / weeks,
  };
}

function sums(of: Uint8Array): Float64Array {
  const total = new Float64Array(of.length + 1);
  of.forEach((each, i) => (total[i + 1] = total[i]! + each));
  return total;
}
