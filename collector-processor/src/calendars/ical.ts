import ICAL from 'ical.js';
import { messageOf } from '../errors/message-of.ts';
import { createCivilClock } from '../detect/civil-time.ts';
import { instantOf } from './instant.ts';
import type { CalendarEvent } from './types.ts';

/** Events without end are followed between these years: data older than Tidemark is replayed, too. */
const FIRST_MS = Date.UTC(1990, 0, 1);
const LAST_MS = Date.UTC(2050, 0, 1);
/** A calendar is for days; one that recurs by the minute would take minutes to read. */
const MOST_EVENTS = 10_000;
const DAY_MS = 86_400_000;

export type CalendarResult =
  | { readonly status: 'ok'; readonly events: readonly CalendarEvent[] }
  | { readonly status: 'invalid'; readonly reason: string };

/**
 * Every occurrence that an iCal text tells, in order of their starts: recurrences (RRULE, RDATE, EXDATE), moved and cancelled
 * ones, time zones of the file or of the platform.
 *
 * @see RFC 5545
 */
export function readCalendar(text: string): CalendarResult {
  try {
    const root = new ICAL.Component(ICAL.parse(text) as unknown[]);
    if (root.name !== 'vcalendar')
      return { status: 'invalid', reason: 'is no iCal file: it must begin with BEGIN:VCALENDAR' };
    const events: CalendarEvent[] = [];
    for (const component of root.getAllSubcomponents('vevent')) {
      if (component.hasProperty('recurrence-id')) continue;
      if (!addOccurrences(new ICAL.Event(component), events)) {
        return {
          status: 'invalid',
          reason: `tells of more than ${MOST_EVENTS} events until 2050; a calendar is for days`,
        };
      }
    }
    return { status: 'ok', events: events.sort((a, b) => a.startMs - b.startMs) };
  } catch (error) {
    return { status: 'invalid', reason: `is no iCal file: ${messageOf(error)}` };
  }
}

/** @returns false when there are too many */
function addOccurrences(event: ICAL.Event, events: CalendarEvent[]): boolean {
  const occurrences = event.iterator();
  let left = MOST_EVENTS;
  for (let next = occurrences.next(); next; next = occurrences.next()) {
    if (left-- === 0) return false;
    const { startDate, endDate, item } = event.getOccurrenceDetails(next);
    const start = placeOf(startDate, item, 'dtstart');
    const end = placeOf(endDate, item, 'dtend');
    if (start.timeMs >= LAST_MS) break;
    if (end.timeMs < FIRST_MS || item.component.getFirstPropertyValue('status') === 'CANCELLED') continue;
    if (events.length === MOST_EVENTS) return false;
    // A date without an end is a whole day (RFC 5545, 3.6.1).
    const endMs = end.timeMs > start.timeMs ? end.timeMs : start.timeMs + (startDate.isDate ? DAY_MS : 0);
    if (endMs === start.timeMs) continue;
    events.push({ summary: item.summary ?? '', startMs: start.timeMs, endMs, floating: start.floating });
  }
  return true;
}

/** Where a time lies: in the zone that the file defines, in one that the platform knows, in UTC, or wherever the reader is. */
function placeOf(
  time: ICAL.Time,
  { component }: ICAL.Event,
  property: 'dtstart' | 'dtend',
): { timeMs: number; floating: boolean } {
  const { year, month, day, hour, minute, second } = time;
  const wallMs = Date.UTC(year, month - 1, day, hour, minute, second);
  if (time.isDate) return { timeMs: wallMs, floating: true };
  if (time.zone !== null && time.zone !== ICAL.Timezone.localTimezone) {
    return { timeMs: time.toUnixTime() * 1000, floating: false };
  }
  const named = (component.getFirstProperty(property) ?? component.getFirstProperty('dtstart'))?.getParameter('tzid');
  if (typeof named !== 'string') return { timeMs: wallMs, floating: true };
  return { timeMs: instantOf(createCivilClock(named), wallMs), floating: false };
}
