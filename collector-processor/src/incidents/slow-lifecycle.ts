import { digestId } from '../digest-id.ts';
import { createDayFinder } from '../calendars/special-days.ts';
import { CAUSE, type DetectorColumns } from '../detect/types.ts';
import { labelsKey } from '../series/labels.ts';
import type { SeriesRef } from '../series/types.ts';
import { explain } from './explain.ts';
import type { Change, LifecycleSettings } from './lifecycle.ts';
import { lostShare, severityOf } from './severity.ts';
import type { Incident, IncidentClass, Verdict } from './types.ts';

/** What shows slowly opens an incident when it has shown for so long, and so many steps. */
const OPENS_MS = 15 * 60_000;
const OPENS_STEPS = 3;
const CALM = 0.8;
const CALM_STEPS = 3;
/** What shows again so soon after its end is the same incident. */
const REOPENS_MS = 3_600_000;
/** One of single values may come back into it for so many steps, and some more. */
const FORGOTTEN_STEPS = 10;
/** What swings more is a new normal after so long, unless someone called it real. */
const SETTLED_MS = 5 * 3_600_000;
/** What was accepted is not told again for so long: by then the season has come to it. */
const QUIET_MS = 7 * 86_400_000;

/** What is known between steps of a row's slow incidents. Plain data: it is part of the checkpoint. */
export interface SlowTrack {
  incident: Incident | null;
  /** The run of steps that have told one thing: which, to which side, since when, the worst of it. */
  cause: number;
  side: number;
  steps: number;
  sinceMs: number;
  peak: Pick<Incident, 'peakMs' | 'peakScore' | 'peakValue' | 'peakExpected'>;
  impact: number;
  calmSteps: number;
  lastTroubledMs: number;
  /** The incident of single values that is told as part of this one. */
  covers: string | null;
  quietUntilMs: number;
}

const NO_PEAK: SlowTrack['peak'] = { peakMs: 0, peakScore: 0, peakValue: null, peakExpected: 0 };

export const newSlowTrack = (): SlowTrack => ({
  incident: null,
  ...{ cause: CAUSE.none, side: 0, steps: 0, sinceMs: 0, peak: NO_PEAK, impact: 0 },
  ...{ calmSteps: 0, lastTroubledMs: 0, covers: null, quietUntilMs: -Infinity },
});

/**
 * The life of incidents of drift and of noise. They hold nothing out of learning: that is for the incidents of single values
 * (lifecycle.ts). Where one of those is open no slow one opens; where one opens in a slow one it is told as part of it.
 */
export function createSlowLifecycle(settings: Omit<LifecycleSettings, 'opensAtOnce' | 'expireAfterMs'>) {
  const { stepMs, acceptAfterMs } = settings;
  const findDay = createDayFinder(settings.specialDays ?? []);
  const needed = Math.max(OPENS_STEPS, Math.ceil(OPENS_MS / stepMs));

  /**
   * @param single the newest incident of single values of the row, with this step taken in; null: none
   * @param change what this step did to it
   */
  function observe(
    track: SlowTrack,
    ref: SeriesRef,
    stepStartMs: number,
    columns: DetectorColumns,
    row: number,
    single: Incident | null,
    change: Change,
  ): Change {
    const told = columns.slow[row]!;
    if (isOpen(track)) return goOn(track, stepStartMs, columns, row, single, change);
    if (single?.status === 'open') {
      track.steps = 0;
      if (track.covers !== single.id) return null;
      reopen(track);
      return goOn(track, stepStartMs, columns, row, single, change);
    }
    const cause = columns.slowCause[row]!;
    const side = Math.sign(told);
    const goesOn = track.steps > 0 && cause === track.cause && side === track.side;
    const quiet = stepStartMs < track.quietUntilMs && cause === track.cause && side === track.side;
    if (Math.abs(told) <= 1 || quiet) {
      track.steps = 0;
      return null;
    }
    const last = track.incident;
    if (!goesOn) Object.assign(track, { cause, side, steps: 0, sinceMs: stepStartMs, peak: NO_PEAK, impact: 0 });
    track.steps++;
    gather(track, stepStartMs, columns, row);
    if (track.steps < needed) return null;
    const kind = classOf(track);
    if (last?.closedBecause === 'recovered' && last.class === kind && track.sinceMs - last.endMs! <= REOPENS_MS) {
      track.impact += last.impact ?? 0;
      reopen(track);
    } else begin(track, ref, kind);
    update(track, stepStartMs, null);
    return 'opened';
  }

  function goOn(
    track: SlowTrack,
    stepStartMs: number,
    columns: DetectorColumns,
    row: number,
    single: Incident | null,
    change: Change,
  ): Change {
    const held = single?.status === 'open';
    const calm = Math.abs(columns.slow[row]!) <= CALM;
    track.calmSteps = calm ? track.calmSteps + 1 : 0;
    if (held) track.covers = single.id;
    else if (!calm) gather(track, stepStartMs, columns, row);
    if (single?.id === track.covers && single?.endMs != null && change !== null) {
      track.impact += single.impact ?? 0;
      track.lastTroubledMs = Math.max(track.lastTroubledMs, single.endMs - stepMs);
      if (single.closedBecause !== 'recovered') return close(track, single.closedBecause!, stepStartMs);
    }
    if (!held && track.calmSteps >= CALM_STEPS) return close(track, 'recovered', stepStartMs);
    update(track, stepStartMs, held ? single : null);
    if (!held && stepStartMs - track.incident!.startMs >= acceptedAfter(track))
      return close(track, 'accepted', stepStartMs);
    return calm && !held ? null : 'grew';
  }

  function begin(track: SlowTrack, { watch, labels }: SeriesRef, kind: IncidentClass): void {
    track.calmSteps = 0;
    track.covers = null;
    track.incident = {
      // Another one than that of single values that begins with the same step.
      id: digestId(watch, labelsKey(labels), track.sinceMs, kind),
      ...{ watch, labels, class: kind, direction: track.side < 0 ? -1 : 1, status: 'open', severity: 0 },
      ...{ startMs: track.sinceMs, endMs: null, lastMs: track.sinceMs, ...NO_PEAK },
      ...{ impact: settings.counts ? 0 : null, explanation: '', closedBecause: null, verdict: null },
    };
  }

  function reopen(track: SlowTrack): void {
    track.calmSteps = 0;
    track.incident = { ...track.incident!, status: 'open', endMs: null, closedBecause: null };
  }

  /** Adds a step that tells. */
  function gather(track: SlowTrack, stepStartMs: number, columns: DetectorColumns, row: number): void {
    const value = columns.value[row]!;
    const expected = columns.slowExpected[row]!;
    const size = Math.abs(columns.slow[row]!);
    track.lastTroubledMs = stepStartMs;
    if (columns.slowCause[row] === CAUSE.drift && value === value) track.impact += ((value - expected) * stepMs) / 1000;
    if (size <= track.peak.peakScore) return;
    track.peak = {
      peakMs: stepStartMs,
      peakScore: size,
      peakValue: value === value ? value : null,
      peakExpected: expected,
    };
  }

  /** @param single the incident of single values that is open within this one */
  function update(track: SlowTrack, stepStartMs: number, single: Incident | null): void {
    const incident = track.incident!;
    const peak = single !== null && single.peakScore > track.peak.peakScore ? single : track.peak;
    const { peakMs, peakScore, peakValue, peakExpected } = peak.peakScore > incident.peakScore ? peak : incident;
    const next: Incident = {
      ...{ ...incident, peakMs, peakScore, peakValue, peakExpected, lastMs: stepStartMs },
      class: single?.class === 'absent' || single?.class === 'drop_to_zero' ? single.class : classOf(track),
      impact: incident.impact === null ? null : track.impact + (single?.impact ?? 0),
    };
    const own = severityOf(peakScore, lostShare(next), stepStartMs + stepMs - incident.startMs);
    track.incident = explained({ ...next, severity: Math.max(own, single?.severity ?? 0) });
  }

  function close(track: SlowTrack, closedBecause: 'recovered' | 'accepted' | 'expired', stepStartMs: number): Change {
    const endMs = (closedBecause === 'recovered' ? track.lastTroubledMs : stepStartMs) + stepMs;
    const closed: Incident = { ...track.incident!, status: 'closed', endMs, lastMs: endMs - stepMs, closedBecause };
    track.incident = explained(closed);
    track.steps = 0;
    if (closedBecause === 'accepted') track.quietUntilMs = stepStartMs + QUIET_MS;
    return closedBecause === 'accepted' ? 'accepted' : 'closed';
  }

  const acceptedAfter = ({ cause, side, incident }: SlowTrack): number =>
    cause === CAUSE.noise && side > 0 && incident!.verdict === null
      ? Math.min(SETTLED_MS, acceptAfterMs)
      : acceptAfterMs;

  const explained = (incident: Incident): Incident => ({
    ...incident,
    explanation: explain(incident, settings.unit, findDay(incident.startMs)),
  });

  return {
    observe,
    expire: (track: SlowTrack): Change => (isOpen(track) ? close(track, 'expired', track.incident!.lastMs) : null),
    verdict(track: SlowTrack, given: Verdict): Change {
      track.incident = { ...track.incident!, verdict: given };
      const ends = given.verdict !== 'real' && isOpen(track);
      return ends ? close(track, 'accepted', track.incident.lastMs) : null;
    },
    /** Whether nothing that is known of a row can matter to its later steps. */
    isOver: ({ incident, steps, quietUntilMs }: SlowTrack, stepStartMs: number): boolean =>
      steps === 0 &&
      quietUntilMs < stepStartMs &&
      (incident === null ||
        (incident.endMs !== null && incident.endMs + FORGOTTEN_STEPS * stepMs + REOPENS_MS < stepStartMs)),
  };
}

const isOpen = ({ incident }: SlowTrack): boolean => incident?.status === 'open';

const classOf = ({ cause }: SlowTrack): IncidentClass => (cause === CAUSE.noise ? 'variance' : 'drift');
