import type { AnnotationEvent, DataFrame } from '@grafana/data';
import { severityLevel } from '../shared/incidents/describe';

const LEVEL_STATES = { critical: 'alerting', high: 'pending', moderate: 'ok' } as const;

/**
 * Incidents for a dashboard's annotation query. Grafana paints every annotation of a query in the query's one colour,
 * except by alert state: so severity travels as that.
 */
export function annotationEvents(frames: readonly DataFrame[]): AnnotationEvent[] {
  return frames.flatMap((frame) => {
    const column = (name: string): readonly unknown[] =>
      frame.fields.find((field) => field.name === name)?.values ?? [];
    const [time, timeEnd, isRegion, title] = ['time', 'timeEnd', 'isRegion', 'title'].map(column);
    const [text, tags, severity] = ['text', 'tags', 'severity'].map(column);
    return Array.from({ length: frame.length }, (_, row): AnnotationEvent => ({
      // Typed as text, but it is a number 0 that hides Grafana's Edit and Delete buttons, which cannot work on incidents.
      id: 0 as unknown as string,
      time: Number(time[row]),
      timeEnd: Number(timeEnd[row]),
      isRegion: isRegion[row] === true,
      title: String(title[row] ?? ''),
      text: String(text[row] ?? ''),
      tags: Array.isArray(tags[row]) ? tags[row].map(String) : [],
      newState: LEVEL_STATES[severityLevel(Number(severity[row] ?? 0))],
    }));
  });
}
