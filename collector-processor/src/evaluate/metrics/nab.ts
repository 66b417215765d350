import type { NabSeries } from '../types.ts';
import { byFallingValue } from './order.ts';

export interface NabProfile {
  /** Weights of a window found, of a false detection, of a window missed. */
  readonly found: number;
  readonly falseAlarm: number;
  readonly missed: number;
}

/** The three profiles of the Numenta benchmark, v1.1. */
export const NAB_PROFILES = {
  standard: { found: 1, falseAlarm: 0.11, missed: 1 },
  low_fp: { found: 1, falseAlarm: 0.22, missed: 1 },
  low_fn: { found: 1, falseAlarm: 0.11, missed: 2 },
} as const satisfies Record<string, NabProfile>;

export type NabProfileName = keyof typeof NAB_PROFILES;

/** A false detection further behind a window than so many of its widths costs all of its weight. */
const FAR_BEHIND = 3;
const MOST_PROBATION_ROWS = 750;
const PROBATION_SHARE = 0.15;

export const probationRows = (rows: number): number =>
  Math.min(Math.floor(PROBATION_SHARE * rows), MOST_PROBATION_ROWS);

const sigmoid = (x: number): number => 2 / (1 + Math.exp(5 * x)) - 1;

/** The scored rows of one file with what a detection at each would earn or cost. */
export function nabSeries(
  scores: Float64Array,
  windows: readonly (readonly [number, number])[],
  probation: number,
): NabSeries {
  const count = Math.max(0, scores.length - probation);
  const window = new Int32Array(count).fill(-1);
  const gain = new Float64Array(count);
  let before = -1;
  for (let i = 0; i < count; i++) {
    const row = i + probation;
    while (before + 1 < windows.length && row > windows[before + 1]![1]) before++;
    const next = windows[before + 1];
    if (next !== undefined && row >= next[0]) {
      window[i] = before + 1;
      const width = next[1] - next[0] + 1;
      gain[i] = sigmoid(-(next[1] - row + 1) / width) / sigmoid(-1);
    } else gain[i] = before < 0 ? -1 : costBehind(row, windows[before]!);
  }
  return { scores: scores.subarray(probation), window, gain, windows: windows.length };
}

function costBehind(row: number, [left, right]: readonly [number, number]): number {
  const x = (row - right) / (right - left);
  return x > FAR_BEHIND ? -1 : sigmoid(x);
}

export interface NabScore {
  /** 0 = a detector that says nothing, 100 = one that finds every window at its first row and nothing else. */
  readonly score: number;
  /** Scores at or above it are detections; Infinity where saying nothing is best. */
  readonly threshold: number;
}

/**
 * The benchmark's score over a corpus: one threshold for all files, the one that gives the highest score, unless one is
 * given.
 *
 * @returns null for a corpus without windows: there is nothing to find
 */
export function nabScore(files: readonly NabSeries[], profile: NabProfile, threshold?: number): NabScore | null {
  const windows = files.reduce((sum, file) => sum + file.windows, 0);
  if (windows === 0) return null;
  const scores = joined(files.map((file) => file.scores));
  const gain = joined(files.map((file) => file.gain));
  const windowOf = globalWindows(files, scores.length);
  const silent = -profile.missed * windows;
  const best = new Float64Array(windows).fill(-1);
  let raw = silent;
  let chosen: NabScore = { score: raw, threshold: Infinity };

  const order = byFallingValue(scores);
  for (let i = 0; i < order.length; i++) {
    const at = order[i]!;
    if (threshold !== undefined && scores[at]! < threshold) break;
    const window = windowOf[at]!;
    if (window < 0) raw += profile.falseAlarm * gain[at]!;
    else if (gain[at]! > best[window]!) {
      raw += profile.found * (gain[at]! - Math.max(0, best[window]!)) + (best[window]! < 0 ? profile.missed : 0);
      best[window] = gain[at]!;
    }
    const tieGoesOn = i + 1 < order.length && scores[order[i + 1]!] === scores[at];
    if (!tieGoesOn && (threshold !== undefined || raw > chosen.score)) chosen = { score: raw, threshold: scores[at]! };
  }
  return {
    score: (100 * (chosen.score - silent)) / (profile.found * windows - silent),
    threshold: threshold ?? chosen.threshold,
  };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Windows numbered through all files. */
function globalWindows(files: readonly NabSeries[], rows: number): Int32Array {
  const all = new Int32Array(rows);
  let [at, first] = [0, 0];
  for (const file of files) {
    file.window.forEach((window, i) => {
      all[at + i] = window < 0 ? -1 : first + window;
    });
    at += file.window.length;
    first += file.windows;
  }
  return all;
}
