import { digestId } from '../digest-id.ts';
import { createDayFinder } from '../calendars/special-days.ts';
import type { SpecialDay } from '../calendars/types.ts';
import { CAUSE, type DetectorColumns } from '../detect/types.ts';
import { labelsKey } from '../series/labels.ts';
import type { SeriesRef } from '../series/types.ts';
import { classify, NEARLY_ZERO } from './classify.ts';
import { explain } from './explain.ts';
import { lostShare, severityOf } from './severity.ts';
import type { Incident, Verdict } from './types.ts';

export interface LifecycleSettings {
  readonly stepMs: number;
  readonly unit: string;
  /**
   * Whether one strong alarm opens an incident, and two weak ones. Not for quantiles: one slow request in a quiet step
   * is a p99 of its own, and of the next step when the sender told it across both: they need three.
   */
  readonly opensAtOnce: boolean;
  /** Whether value × seconds is a number of requests. */
  readonly counts: boolean;
  /** A change that lasts this long and is neither zero nor absence is accepted as the new normal, ms. */
  readonly acceptAfterMs: number;
  /** Zero for this long is the new normal, ms; after as long an absence the series is gone. */
  readonly expireAfterMs: number;
  /** Times that are not like others; absent: none. */
  readonly specialDays?: readonly SpecialDay[] | undefined;
}

/** An alarm this strong opens an incident at once; a weaker one must come again. */
const STRONG = 2;
/** Below this score a step is normal again (about 2.5 scales): lower than the opening, so an incident does not flap. */
const CALM_SCORE = 0.8;
/** So many calm steps in a row close it. */
const CALM_STEPS = 3;
/** An alarm within so many steps after the end goes on with the same incident. */
const REOPEN_STEPS = 5;
/** So many weak alarms to one side open an incident, within one step more than that. */
const WEAK_ALARMS = 2;
/** … of a series whose values share observations: what a sender tells across two steps counts in both. */
const SHARED_ALARMS = 3;

/** A moderate change that has been as steady as a new level is for so long is one, unless someone called it real. */
const SETTLED_MS = 5 * 3_600_000;

/** What is known of one row between steps. Plain data: it is part of the checkpoint. */
export interface Track {
  incident: Incident | null;
  /** The last alarms that did not open anything: their steps and column values. */
  suspicions: readonly Suspicion[];
  calmSteps: number;
  /** Start of the latest step that was not calm. */
  lastTroubledMs: number;
  steps: number;
  absentSteps: number;
  zeroSteps: number;
  firstCause: number;
  ratioSum: number;
  ratioSquares: number;
  ratioCount: number;
}

interface Suspicion {
  readonly stepMs: number;
  readonly observation: Observation;
}

interface Observation {
  readonly value: number;
  readonly expected: number;
  readonly score: number;
  readonly direction: -1 | 1;
  readonly cause: number;
}

export type Change = 'opened' | 'grew' | 'closed' | 'accepted' | null;

/**
 * The life of incidents of one series: opens on a strong alarm or two weak ones, grows, closes with hysteresis, goes
 * on when it comes back at once, and is accepted as a new level when it lasts.
 */
export function createLifecycle(settings: LifecycleSettings) {
  const findDay = createDayFinder(settings.specialDays ?? []);
  const explained = (incident: Incident): Incident => ({
    ...incident,
    explanation: explain(incident, settings.unit, findDay(incident.startMs)),
  });
  const needed = settings.opensAtOnce ? WEAK_ALARMS : SHARED_ALARMS;

  /**
   * Takes row `row` of a scored step into its track; says what changed.
   *
   * @param silentSteps absent steps in a row up to this one: an incident of absence began with the first of them
   */
  function observe(
    track: Track,
    ref: SeriesRef,
    stepStartMs: number,
    columns: DetectorColumns,
    row: number,
    silentSteps: number,
  ): Change {
    const open = track.incident?.status === 'open' ? track.incident : null;
    const score = columns.score[row]!;
    const observation = read(columns, row, open === null ? score : Math.max(score, columns.lasting[row]!));
    if (open !== null) return goOn(track, open, stepStartMs, observation);
    if (observation.score <= 1) return null;

    const last = track.incident;
    if (
      last?.endMs != null &&
      last.closedBecause === 'recovered' &&
      stepStartMs - last.endMs <= REOPEN_STEPS * settings.stepMs
    ) {
      track.incident = { ...last, status: 'open', endMs: null, closedBecause: null };
      track.calmSteps = 0;
      return goOn(track, track.incident, stepStartMs, observation);
    }
    const current = { stepMs: stepStartMs, observation };
    const onsetFromMs = stepStartMs - needed * settings.stepMs;
    const recent = track.suspicions.filter(
      (earlier) => earlier.stepMs >= onsetFromMs && earlier.observation.direction === observation.direction,
    );
    const silent = observation.cause === CAUSE.absent || observation.cause === CAUSE.zero;
    const decisive = silent || (settings.opensAtOnce && observation.score >= STRONG);
    if (!decisive && recent.length + 1 < needed) {
      track.suspicions = [...recent, current];
      return null;
    }
    const onsetMs =
      observation.cause === CAUSE.absent ? stepStartMs - (silentSteps - 1) * settings.stepMs : stepStartMs;
    begin(track, ref, recent[0] ?? { stepMs: onsetMs, observation });
    for (const earlier of recent) gather(track, earlier.stepMs, earlier.observation);
    gather(track, stepStartMs, observation);
    return 'opened';
  }

  function goOn(track: Track, open: Incident, stepStartMs: number, observation: Observation): Change {
    const calm = observation.score <= CALM_SCORE;
    track.calmSteps = calm ? track.calmSteps + 1 : 0;
    if (!calm) {
      gather(track, stepStartMs, observation);
      return acceptable(track, stepStartMs) ? close(track, 'accepted') : 'grew';
    }
    if (track.calmSteps >= CALM_STEPS) return close(track, 'recovered');
    track.incident = { ...open, lastMs: stepStartMs };
    return null;
  }

  function begin(track: Track, ref: SeriesRef, first: Suspicion): void {
    Object.assign(track, newTrack(), { firstCause: first.observation.cause });
    track.incident = {
      id: incidentId(ref, first.stepMs),
      watch: ref.watch,
      labels: ref.labels,
      class: 'spike',
      direction: first.observation.direction,
      status: 'open',
      severity: 0,
      startMs: first.stepMs,
      endMs: null,
      lastMs: first.stepMs,
      peakMs: first.stepMs,
      peakScore: 0,
      peakValue: null,
      peakExpected: 0,
      impact: settings.counts ? 0 : null,
      explanation: '',
      closedBecause: null,
      verdict: null,
    };
  }

  /** Adds one anomalous step. */
  function gather(track: Track, stepStartMs: number, { value, expected, score, direction, cause }: Observation): void {
    const incident = track.incident!;
    const absent = value !== value;
    track.lastTroubledMs = stepStartMs;
    track.steps++;
    if (absent) track.absentSteps++;
    else {
      if (expected > 0 && value <= NEARLY_ZERO * expected) track.zeroSteps++;
      if (expected > 0) {
        track.ratioSum += value / expected;
        track.ratioSquares += (value / expected) ** 2;
        track.ratioCount++;
      }
    }
    if (cause === CAUSE.drift && track.steps <= 2) track.firstCause = CAUSE.drift;
    const peak = score > incident.peakScore;
    const impact =
      incident.impact === null ? null : incident.impact + ((absent ? 0 : value) - expected) * (settings.stepMs / 1000);
    update(track, {
      ...incident,
      direction: peak ? direction : incident.direction,
      lastMs: stepStartMs,
      impact,
      ...(peak && { peakMs: stepStartMs, peakScore: score, peakValue: absent ? null : value, peakExpected: expected }),
    });
  }

  function update(track: Track, incident: Incident): void {
    const durationMs = incident.lastMs + settings.stepMs - incident.startMs;
    const ratio = track.ratioCount === 0 ? NaN : track.ratioSum / track.ratioCount;
    const next: Incident = {
      ...incident,
      class: classify({
        ...track,
        direction: incident.direction,
        durationMs,
        ratio,
        ratioSpread: Math.sqrt(Math.max(0, track.ratioSquares / track.ratioCount - ratio * ratio)),
      }),
      severity: severityOf(incident.peakScore, lostShare(incident), durationMs),
    };
    track.incident = explained(next);
  }

  function close(track: Track, because: 'recovered' | 'accepted' | 'expired'): Change {
    const incident = track.incident!;
    // The calm steps that prove the end are not part of it.
    const endMs = (because === 'recovered' ? track.lastTroubledMs : incident.lastMs) + settings.stepMs;
    const closed: Incident = {
      ...incident,
      status: 'closed',
      endMs,
      lastMs: endMs - settings.stepMs,
      closedBecause: because,
    };
    track.incident = explained(closed);
    track.calmSteps = 0;
    track.suspicions = [];
    return because === 'accepted' ? 'accepted' : 'closed';
  }

  function acceptable(track: Track, stepStartMs: number): boolean {
    const { startMs, class: kind, verdict: given } = track.incident!;
    if (kind === 'absent') return false;
    const afterMs =
      kind === 'drop_to_zero'
        ? settings.expireAfterMs
        : kind === 'level_shift' && given === null
          ? Math.min(SETTLED_MS, settings.acceptAfterMs)
          : settings.acceptAfterMs;
    return stepStartMs - startMs >= afterMs;
  }

  /** The series is gone for good: what is open ends with it. */
  function expire(track: Track): Change {
    return track.incident?.status === 'open' ? close(track, 'expired') : null;
  }

  /** A person's word on the incident of this track; `false_alarm` and `expected` end it as accepted. */
  function verdict(track: Track, given: Verdict): Change {
    track.incident = { ...track.incident!, verdict: given };
    return given.verdict !== 'real' && track.incident.status === 'open' ? close(track, 'accepted') : null;
  }

  /** Whether nothing that is known of a row can matter to its later steps. */
  function isOver(track: Track, stepStartMs: number): boolean {
    const { incident, suspicions } = track;
    const fromMs = stepStartMs - (Math.max(needed, REOPEN_STEPS) + 1) * settings.stepMs;
    return (
      (incident === null || (incident.endMs ?? Infinity) < fromMs) && suspicions.every(({ stepMs }) => stepMs < fromMs)
    );
  }

  return { observe, expire, verdict, isOver };
}

export function newTrack(): Track {
  return {
    incident: null,
    suspicions: [],
    calmSteps: 0,
    lastTroubledMs: 0,
    steps: 0,
    absentSteps: 0,
    zeroSteps: 0,
    firstCause: CAUSE.none,
    ratioSum: 0,
    ratioSquares: 0,
    ratioCount: 0,
  };
}

function read(columns: DetectorColumns, row: number, score: number): Observation {
  return {
    value: columns.value[row]!,
    expected: columns.expected[row]!,
    score,
    direction: columns.direction[row]! < 0 ? -1 : 1,
    cause: columns.cause[row]!,
  };
}

/** The same watch, labels and start give the same id, live or replayed. */
const incidentId = ({ watch, labels }: SeriesRef, startMs: number): string =>
  digestId(watch, labelsKey(labels), startMs);
