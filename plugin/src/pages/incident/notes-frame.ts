import { DataTopic, FieldType, type DataFrame } from '@grafana/data';
import type { Note } from '../../grafana/read-notes';
import { noteText } from './note-text';

/** Notes as annotations of the incident's graph. */
export function notesFrame(notes: readonly Note[]): DataFrame {
  const field = (name: string, type: FieldType, valueOf: (note: Note) => unknown) => ({
    ...{ name, type, config: {}, values: notes.map(valueOf) },
  });
  return {
    refId: 'notes',
    length: notes.length,
    meta: { dataTopic: DataTopic.Annotations },
    fields: [
      field('time', FieldType.time, ({ startMs }) => startMs),
      field('timeEnd', FieldType.time, ({ endMs }) => endMs),
      field('title', FieldType.string, noteText),
      field('text', FieldType.string, ({ tags }) => tags.join(', ')),
    ],
  };
}
