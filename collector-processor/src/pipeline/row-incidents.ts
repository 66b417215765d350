import { createLifecycle, newTrack, type Change, type Track } from '../incidents/lifecycle.ts';
import { createSlowLifecycle, newSlowTrack, type SlowTrack } from '../incidents/slow-lifecycle.ts';
import type { DetectorColumns } from '../detect/types.ts';
import type { Incident, Verdict } from '../incidents/types.ts';
import type { WatchSettings } from '../measure/watch.ts';
import type { SeriesRef } from '../series/types.ts';
import { createTracks } from './tracks.ts';

type Tracks = readonly (readonly [number, Track])[];
type SlowTracks = readonly (readonly [number, SlowTrack])[];

/**
 * The incidents of a watch's rows, on two tracks: that of single values says what is held out of learning, that of what is
 * slow touches nothing. At most one incident of a row is told at a time: the slow one, while it is open, has the other in it.
 */
export function createRowIncidents(
  watch: WatchSettings,
  limits: { readonly acceptAfterMs: number; readonly expireAfterMs: number },
  accept: (row: number) => void,
) {
  const settings = {
    ...limits,
    stepMs: watch.stepMs,
    unit: watch.unit,
    opensAtOnce: watch.measure !== 'quantiles',
    specialDays: watch.specialDays,
    counts: watch.measure === 'rate',
  };
  const lifecycle = createLifecycle(settings);
  const slowLifecycle = createSlowLifecycle(settings);
  const tracks = createTracks(newTrack, lifecycle.isOver);
  const slow = createTracks(newSlowTrack, slowLifecycle.isOver);
  let held = new Uint8Array(0);
  /** 1 where a slow incident is open, or what may open one has shown. */
  let slowly = new Uint8Array(0);

  /** Whether the step has anything to say of the row's incidents. */
  const isTroubled = (row: number, columns: DetectorColumns, i: number): boolean =>
    columns.score[i]! > 1 || held[row]! !== 0 || isSlow(row, columns, i);
  const isSlow = (row: number, columns: DetectorColumns, i: number): boolean =>
    slowly[row]! !== 0 || Math.abs(columns.slow[i]!) > 1;

  /**
   * Takes entry `i` of the columns, which is the row's, into its incidents.
   *
   * @param silent see Lifecycle.observe
   * @returns the incident that changed with it, as it is told; null: none
   */
  function observe(
    row: number,
    ref: SeriesRef,
    stepStartMs: number,
    columns: DetectorColumns,
    i: number,
    silent: number,
  ): Incident | null {
    let change: Change = null;
    if (columns.score[i]! > 1 || held[row]! !== 0) {
      change = lifecycle.observe(tracks.at(row), ref, stepStartMs, columns, i, silent);
      apply(row, change);
    }
    const single = tracks.incidentAt(row);
    // One that comes back at once comes back into the slow one that it was in.
    const isCovered = change !== null && slow.get(row)?.covers === single!.id;
    if (!isCovered && !isSlow(row, columns, i)) return change === null ? null : single;
    const track = slow.at(row);
    const wasOpen = track.incident?.status === 'open';
    const slowChange = slowLifecycle.observe(track, ref, stepStartMs, columns, i, single, change);
    const isOpen = track.incident?.status === 'open';
    slowly[row] = isOpen || track.steps > 0 ? 1 : 0;
    if (wasOpen || isOpen) return slowChange === null ? null : track.incident;
    return change === null ? null : single;
  }

  function apply(row: number, change: Change): void {
    if (change === 'accepted') accept(row);
    held[row] = tracks.incidentAt(row)?.status === 'open' ? 1 : 0;
  }

  /** The series is gone: what is told of it as it ended; null: nothing was open. */
  function expire(row: number): Incident | null {
    const single = tracks.owned(row);
    const slowOne = slow.owned(row);
    const change = single === undefined ? null : lifecycle.expire(single);
    apply(row, change);
    slowly[row] = 0;
    if (slowOne !== undefined && slowLifecycle.expire(slowOne) !== null) return slowOne.incident;
    return change === null ? null : single!.incident;
  }

  /** The incident that is open for a row, as it is told; null: none. */
  function openAt(row: number): Incident | null {
    const slowOne = slowly[row] === 0 ? null : slow.incidentAt(row);
    if (slowOne?.status === 'open') return slowOne;
    return held[row] === 0 ? null : tracks.incidentAt(row);
  }

  function verdict(incident: Incident, given: Verdict): Incident | null {
    const slowRow = slow.rowOf(incident.id);
    if (slowRow >= 0) {
      const track = slow.at(slowRow);
      const wasOpen = track.incident!.status === 'open';
      if (wasOpen && held[slowRow]! !== 0) apply(slowRow, lifecycle.verdict(tracks.at(slowRow), given));
      slowLifecycle.verdict(track, given);
      slowly[slowRow] = track.incident?.status === 'open' ? 1 : 0;
      return track.incident;
    }
    const row = tracks.rowOf(incident.id);
    if (row < 0) return null;
    apply(row, lifecycle.verdict(tracks.at(row), given));
    return tracks.incidentAt(row);
  }

  /** Of single values, what no slow one has in it. */
  function told(): Incident[] {
    const covered = new Set(slow.all().map(({ covers }) => covers));
    const own = slow.incidents();
    return [...tracks.incidents().filter(({ id }) => !covered.has(id)), ...own];
  }

  return {
    isTroubled,
    observe,
    expire,
    openAt,
    verdict,
    /** By row: 1 where an incident holds it out of learning. */
    held: (): Uint8Array => held,
    incidents: told,
    open: (): number => told().filter(({ status }) => status === 'open').length,
    forget(stepStartMs: number): void {
      tracks.forget(stepStartMs);
      slow.forget(stepStartMs);
    },
    makeRoom(rows: number): void {
      held = grown(held, rows);
      slowly = grown(slowly, rows);
    },
    snapshot: (rows: number) => ({
      tracks: tracks.snapshot(),
      slowTracks: slow.snapshot(),
      held: held.slice(0, rows),
    }),
    /** After `makeRoom`. @param saved without slow tracks in checkpoints from before there were any */
    restore(saved: { readonly tracks: Tracks; readonly slowTracks?: SlowTracks; readonly held: Uint8Array }): void {
      const { slowTracks = [] } = saved;
      tracks.restore(saved.tracks);
      slow.restore(slowTracks);
      held.set(saved.held);
      for (const [row, { incident, steps }] of slowTracks) {
        if (row < slowly.length) slowly[row] = incident?.status === 'open' || steps > 0 ? 1 : 0;
      }
    },
  };
}

function grown(from: Uint8Array<ArrayBuffer>, rows: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(rows);
  to.set(from);
  return to;
}
