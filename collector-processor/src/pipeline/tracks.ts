import type { Incident } from '../incidents/types.ts';

/** Tracks that are kept before the first look for those that are over. */
const FIRST_LOOK = 1024;

/** What is known of the rows that have alarmed lately; the others cost nothing. */
export function createTracks<Track extends { readonly incident: Incident | null }>(
  newTrack: () => Track,
  isOver: (track: Track, stepStartMs: number) => boolean,
) {
  let tracks = new Map<number, Track>();
  let lookAt = FIRST_LOOK;

  return {
    get: (row: number): Track | undefined => tracks.get(row),
    at(row: number): Track {
      let track = tracks.get(row);
      if (track === undefined) tracks.set(row, (track = newTrack()));
      return track;
    },
    incidentAt: (row: number): Incident | null => tracks.get(row)?.incident ?? null,
    /** The row whose newest incident this is; −1 when it is no row's any more. */
    rowOf(id: string): number {
      for (const [row, track] of tracks) if (track.incident?.id === id) return row;
      return -1;
    },
    all: (): Track[] => [...tracks.values()],
    incidents: (): Incident[] => [...tracks.values()].flatMap(({ incident }) => (incident === null ? [] : [incident])),
    /** Once a step: forgets what is over, when there is enough of it to be worth looking. */
    forget(stepStartMs: number): void {
      if (tracks.size < lookAt) return;
      for (const [row, track] of tracks) if (isOver(track, stepStartMs)) tracks.delete(row);
      lookAt = Math.max(FIRST_LOOK, 2 * tracks.size);
    },
    snapshot: (): [number, Track][] => [...tracks],
    restore(saved: readonly (readonly [number, Track])[]): void {
      tracks = new Map(saved);
    },
  };
}
