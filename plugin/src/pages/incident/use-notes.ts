import { useMemo } from 'react';
import type { IncidentBody } from '../../shared/api/contract';
import type { Note, NotesAnswer } from '../../grafana/read-notes';
import { incidentEndMs } from '../../shared/incidents/describe';
import { usePoll } from '../../shared/react/use-poll';
import { useHost } from '../host';

/** What is deployed breaks at once or within the hour. */
export const NOTED_BEFORE_MS = 3_600_000;
const REFRESH_MS = 60_000;

/** Where what may have to do with an incident lies; an open one reaches to now. */
export function notedWindow(incident: IncidentBody, nowMs: number): { fromMs: number; toMs: number } {
  const toMs = incident.status === 'open' ? nowMs : incidentEndMs(incident);
  return { fromMs: incident.startMs - NOTED_BEFORE_MS, toMs: Math.max(toMs, incident.startMs) };
}

/** What was noted in Grafana before and during an incident; null before the first answer, and outside of Grafana. */
export function useNotes(incident: IncidentBody): NotesAnswer | null {
  const { grafana } = useHost();
  const { id, status } = incident;
  const load = useMemo(
    () => (grafana === null ? null : () => grafana.readNotes(notedWindow(incident, Date.now()))),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- an open incident is another object at each refresh
    [grafana, id, status],
  );
  return usePoll(load, REFRESH_MS).data;
}

/** The notes nearest to its beginning, oldest first. */
export function nearestNotes(notes: readonly Note[], startMs: number, most: number): Note[] {
  const distance = ({ startMs: noted }: Note) => Math.abs(noted - startMs);
  return [...notes]
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, most)
    .sort((a, b) => a.startMs - b.startMs);
}
