import { FieldType, type DataFrame, type Field } from '@grafana/data';
import { markOf, type Role } from '../frames/roles';
import { seriesOf } from '../frames/same-series';

/** One field of one frame: what it means, and which series it belongs to. */
export interface Source {
  readonly role: Role;
  readonly key: string;
  readonly name: string;
  readonly field: Field;
  /** Index of its frame among those that are plotted. */
  readonly frame: number;
}

/** The fields that are drawn or explain what is drawn, by the series they belong to. */
export function groupedSources(frames: readonly DataFrame[]): [Source, ...Source[]][] {
  const groups = new Map<string, [Source, ...Source[]]>();
  const own = frames.flatMap((frame, index) => sourcesOf(frame, index));
  const keyOf = ownersOf(frames, own);
  for (const found of own) {
    const key = keyOf(found);
    const source = { ...found, key };
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, [source]);
    } else if (!group.some(({ role }) => role === source.role)) {
      group.push(source);
    }
  }
  return [...groups.values()];
}

function sourcesOf(frame: DataFrame, index: number): Source[] {
  return frame.fields
    .filter((field) => field.type === FieldType.number)
    .map((field, position): Source => {
      const mark = markOf(field);
      if (mark !== null) {
        return { role: mark.role, key: mark.seriesKey, name: displayName(field, mark.seriesName), field, frame: index };
      }
      const name = displayName(field, frame.name ?? field.name);
      return { role: 'value', key: `${frame.refId ?? ''}/${index}/${position}`, name, field, frame: index };
    });
}

/** A name that the user has given by an override wins; the display names of edges and scores are not for people. */
function displayName(field: Field, fallback: string): string {
  const mark = markOf(field);
  if (mark === null) {
    return field.config.displayName ?? field.state?.displayName ?? field.config.displayNameFromDS ?? fallback;
  }
  return mark.role === 'value' ? (field.config.displayName ?? fallback) : fallback;
}

/** The line of another query takes in the band that was asked to match it: the one of the same labels. */
function ownersOf(frames: readonly DataFrame[], sources: readonly Source[]): (source: Source) => string {
  const bandKeys = new Map<Source, string>();
  const asked = new Map<string, { refId: string; labels: Readonly<Record<string, string>> }>();
  for (const { key, field } of sources) {
    const refId = markOf(field)?.matchRefId;
    if (refId !== undefined && !asked.has(key)) {
      asked.set(key, { refId, labels: field.labels ?? {} });
    }
  }
  for (const [key, { refId, labels }] of asked) {
    const lines = sources.filter(({ field, frame }) => markOf(field) === null && frames[frame].refId === refId);
    const line = seriesOf(labels, lines, ({ field }) => field.labels ?? {});
    if (line !== undefined && !bandKeys.has(line)) {
      bandKeys.set(line, key);
    }
  }
  return (source) => bandKeys.get(source) ?? source.key;
}
