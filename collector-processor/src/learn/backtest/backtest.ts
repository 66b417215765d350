import { scoresAhead } from '../../detect/ensemble/raw-scores.ts';
import type { Ensemble } from '../../detect/ensemble/row-ensembles.ts';
import type { Tail } from '../../detect/ensemble/tail.ts';
import type { Fitted, TrainingWindow } from '../../detect/learned/types.ts';
import type { WatchSettings } from '../../measure/watch.ts';
import type { LaneState } from '../../pipeline/lane-state.ts';
import { createSingleSeries } from '../../pipeline/single-series.ts';
import { createRandom } from '../../random.ts';
import { heldOutFrom, partOf, scoresFrom } from '../train/train-model.ts';
import { INJECTED, inject, type Injection, sizeOf } from './inject.ts';

/** Of each kind; what they cost is a few hundred steps each. */
const EACH_KIND = 4;
const DAY_MS = 86_400_000;

/** What a detector is made of, in a backtest. */
export interface Candidate {
  readonly withTide: boolean;
  /** Trained without the held-out part, so far as that can be had. None: tide alone. */
  readonly members: readonly { readonly judged: Fitted; readonly tail: Tail }[];
}

export interface BacktestResult {
  /** Alarmed steps a day of the held-out part as it was, incidents left out. */
  readonly falseAlarmsPerDay: number;
  /** Share of the injected anomalies that were found in time. */
  readonly found: number;
  /** By anomaly, in the same order for every candidate: 1 found at once … 0.5 at the last moment; 0 not at all. */
  readonly gains: readonly number[];
}

/**
 * How candidates would have done on the last part of a window: the same anomalies at the same places for each, one at a
 * time, through the lane that runs live; and the part as it was, for false alarms.
 */
export function backtest(
  window: TrainingWindow,
  settings: WatchSettings,
  candidates: readonly Candidate[],
  seed: number,
): BacktestResult[] {
  const split = heldOutFrom(window);
  const injections = drawInjections(window, settings, split, seed);
  const begun = createSingleSeries(settings);
  for (let i = 0; i < split; i++) begun.step(window.startMs + i * window.stepMs, window.values[i]!);
  const atSplit = begun.snapshot();
  return candidates.map((candidate) => runCandidate(window, settings, candidate, injections, split, atSplit));
}

function drawInjections(window: TrainingWindow, settings: WatchSettings, split: number, seed: number): Injection[] {
  const random = createRandom(seed);
  const of = sizeOf(window.values, settings.nonNegative);
  const present: number[] = [];
  // Not in the last hour, so that the longest anomalies have some room.
  const last = window.values.length - Math.max(12, Math.round(DAY_MS / 24 / window.stepMs));
  for (let i = split; i < last; i++) {
    if (window.values[i] === window.values[i] && window.leaveOut?.[i] !== 1) present.push(i);
  }
  if (present.length === 0) return [];
  return INJECTED.flatMap((kind) =>
    Array.from({ length: EACH_KIND }, () => {
      const from = present[Math.floor(random() * present.length)]!;
      return inject(kind, window.values, from, window.stepMs, of, random);
    }),
  ).sort((a, b) => a.from - b.from);
}

function runCandidate(
  window: TrainingWindow,
  settings: WatchSettings,
  candidate: Candidate,
  injections: readonly Injection[],
  split: number,
  atSplit: LaneState,
): BacktestResult {
  const { startMs, stepMs, values, leaveOut } = window;
  const lane = createSingleSeries(settings);
  lane.restore(atSplit);
  const tails = candidate.members.map(({ tail }) => ({ ...tail }));
  lane.install(ensembleOf(candidate, window, split, tails));
  const alarmed = new Uint8Array(values.length);
  let falseAlarms = 0;
  const gains: number[] = [];
  const waiting = [...injections];
  const states: { injection: Injection; state: LaneState; tails: Tail[] }[] = [];
  for (let i = split; i < values.length; i++) {
    while (waiting[0]?.from === i) {
      states.push({ injection: waiting.shift()!, state: lane.snapshot(), tails: tails.map((tail) => ({ ...tail })) });
    }
    if ((lane.step(startMs + i * stepMs, values[i]!)?.score[0] ?? 0) > 1) {
      alarmed[i] = 1;
      if (leaveOut?.[i] !== 1) falseAlarms++;
    }
  }
  for (const { injection, state, tails: then } of states) {
    gains.push(gainOf(injection, window, settings, candidate, state, then, alarmed));
  }
  const days = ((values.length - split) * stepMs) / DAY_MS;
  const found = gains.filter((gain) => gain > 0).length / Math.max(1, gains.length);
  return { falseAlarmsPerDay: falseAlarms / days, found, gains };
}

function gainOf(
  { from, values: injected }: Injection,
  window: TrainingWindow,
  settings: WatchSettings,
  candidate: Candidate,
  state: LaneState,
  tails: readonly Tail[],
  alarmed: Uint8Array,
): number {
  const to = from + injected.length;
  const changed = { ...partOf(window, 0, to), values: window.values.slice(0, to) };
  changed.values.set(injected, from);
  const lane = createSingleSeries(settings);
  lane.restore(state);
  lane.install(ensembleOf(candidate, changed, from, tails));
  for (let i = from; i < to; i++) {
    const score = lane.step(window.startMs + i * window.stepMs, changed.values[i]!)?.score[0] ?? 0;
    // What alarms without the anomaly has not found it.
    if (score > 1 && alarmed[i] === 0) return 1 - (0.5 * (i - from)) / injected.length;
  }
  return 0;
}

function ensembleOf(
  { withTide, members }: Candidate,
  window: TrainingWindow,
  from: number,
  tails: readonly Tail[],
): Ensemble | null {
  if (members.length === 0) return null;
  return {
    withTide,
    members: members.map(({ judged }, i) => {
      const startMs = window.startMs + from * window.stepMs;
      return { id: i, raw: scoresAhead(startMs, window.stepMs, scoresFrom(judged, window, from)), tail: tails[i]! };
    }),
  };
}
