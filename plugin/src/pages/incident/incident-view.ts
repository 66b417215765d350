import type { Note } from '../../grafana/read-notes';
import type { IncidentDetail } from '../../shared/api/contract';
import { bandFrames } from '../../shared/frames/bands';
import { incidentFrame } from '../../shared/frames/incidents';
import { sameLabels } from '../../shared/workspace/series-options';
import { overlayView, type OverlayView } from '../../shared/view/overlay-view';
import { notesFrame } from './notes-frame';

/** What the incident's graph draws, with what was noted at the time; null when its steps have aged out. */
export function incidentView(
  { incident, watch, window, similar }: IncidentDetail,
  notes: readonly Note[] = [],
): OverlayView | null {
  if (window.series === null) {
    return null;
  }
  const unit = watch?.unit ?? '';
  const range = { watch: incident.watch, stepMs: watch?.stepMs ?? 0, series: [window.series], total: 1 };
  const frames = bandFrames(range, { refId: 'A', unit, bands: 'both', showValue: true, withDetail: true });
  const own = similar.incidents.filter(({ labels }) => sameLabels(labels, incident.labels));
  const incidents = incidentFrame([incident, ...own], { refId: 'incidents', unitOf: () => unit });
  return overlayView(frames, [incidents, notesFrame(notes)]);
}
