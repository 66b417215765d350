import type { AnnotationEvent, DataFrame } from '@grafana/data';

/** Colours of the incident frame, as the alert state that Grafana paints most alike: red, yellow, gray. */
const COLOR_STATES: Readonly<Record<string, string>> = {
  red: 'alerting',
  orange: 'pending',
  yellow: 'pending',
  gray: 'nodata',
};

/** What our own panel reads beside what Grafana does: a click on an incident must know which it is. */
const OWN_COLUMNS = [
  ...['incidentId', 'severity', 'status', 'class', 'watch', 'series'],
  ...['explanation', 'verdict', 'link', 'datasourceUid', 'color'],
];

/**
 * Incidents for a dashboard's annotation query. Grafana paints every annotation of a query in the query's one colour,
 * except by alert state: so severity travels as that.
 */
export function annotationEvents(frames: readonly DataFrame[]): AnnotationEvent[] {
  return frames.flatMap((frame) => {
    const column = (name: string): readonly unknown[] =>
      frame.fields.find((field) => field.name === name)?.values ?? [];
    const [time, timeEnd, isRegion, title] = ['time', 'timeEnd', 'isRegion', 'title'].map(column);
    const [text, tags, color] = ['text', 'tags', 'color'].map(column);
    const own = OWN_COLUMNS.map((name) => [name, column(name)] as const);
    return Array.from({ length: frame.length }, (_, row): AnnotationEvent => ({
      ...Object.fromEntries(own.map(([name, cells]) => [name, cells[row]])),
      // Typed as text, but it is a number 0 that hides Grafana's Edit and Delete buttons, which cannot work on incidents.
      id: 0 as unknown as string,
      time: Number(time[row]),
      timeEnd: Number(timeEnd[row]),
      isRegion: isRegion[row] === true,
      title: String(title[row] ?? ''),
      text: String(text[row] ?? ''),
      tags: Array.isArray(tags[row]) ? tags[row].map(String) : [],
      newState: COLOR_STATES[String(color[row])] ?? 'pending',
    }));
  });
}
