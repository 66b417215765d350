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
  /** Rows whose tracks no checkpoint has been lent; null: none has been lent any. */
  let own: Set<number> | null = null;

  /** The row's track, to be changed. */
  function owned(row: number): Track | undefined {
    let track = tracks.get(row);
    if (own === null || track === undefined || own.has(row)) return track;
    tracks.set(row, (track = { ...track }));
    own.add(row);
    return track;
  }

  return {
    get: (row: number): Readonly<Track> | undefined => tracks.get(row),
    owned,
    /** The same; made where there is none. */
    at(row: number): Track {
      let track = owned(row);
      if (track === undefined) {
        tracks.set(row, (track = newTrack()));
        own?.add(row);
      }
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
    /** Tracks that change afterwards are copies. */
    snapshot(): [number, Track][] {
      own = new Set();
      return [...tracks];
    },
    restore(saved: readonly (readonly [number, Track])[]): void {
      tracks = new Map(saved);
      own = null;
    },
  };
}
