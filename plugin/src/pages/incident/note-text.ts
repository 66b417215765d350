import { t } from '@grafana/i18n';
import type { Note } from '../../grafana/read-notes';
import { RAW } from '../../shared/i18n/raw';
import { durationText } from '../../shared/incidents/describe';

/** What is noted within this time of the beginning is noted as it began: clocks and steps agree no better. */
const AS_IT_BEGAN_MS = 30_000;

/** `12 min before it began`. */
export function whenNoted(note: Pick<Note, 'startMs'>, startMs: number): string {
  const sinceMs = note.startMs - startMs;
  const values = { ...RAW, duration: durationText(Math.abs(sinceMs)) };
  if (Math.abs(sinceMs) <= AS_IT_BEGAN_MS) {
    return t('notes.as', 'as it began');
  }
  return sinceMs < 0
    ? t('notes.before', '{{duration}} before it began', values)
    : t('notes.after', '{{duration}} after it began', values);
}

/** Its text; an annotation may have tags alone. */
export function noteText({ text, tags }: Pick<Note, 'text' | 'tags'>): string {
  return text === '' ? tags.join(', ') || t('notes.nothing', '(nothing)') : text;
}
