import { readCalendar } from '../calendars/ical.ts';
import type { Calendar, CalendarEvent, Weekday } from '../calendars/types.ts';
import type { CalendarConfig } from './calendar-schema.ts';
import { conflict, firstWithSame } from './check-parts.ts';
import { defaults } from './defaults.ts';
import type { DraftConfig } from './draft.ts';
import { readNamedFile } from './named-file.ts';
import type { Fault } from './validate.ts';

/** National holidays of a century are some hundred KiB. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** What the files of `calendars` hold, by the position of each; what is wrong with them and with their names. */
export function readCalendarFiles({ calendars = [] }: DraftConfig, folder: string) {
  const faults: Fault[] = [];
  const events = calendars.map((calendar, index): readonly CalendarEvent[] => {
    const first = firstWithSame(calendars, index, 'name');
    if (first !== null) {
      const message = `'${calendar?.name}' is the name of calendars[${first}] already; names are unique`;
      faults.push(conflict(['calendars', index, 'name'], message));
    }
    const file = calendar?.file;
    if (file === undefined) return [];
    const held = readNamedFile(folder, file, MAX_FILE_BYTES);
    const result = held.status === 'ok' ? readCalendar(held.text) : held;
    if (result.status === 'ok') return result.events;
    const message = `'${file}' ${result.reason}`;
    faults.push({ kind: 'invalid', path: ['calendars', index, 'file'], at: 'value', message });
    return [];
  });
  return { faults, events };
}

/** A calendar as the code uses it. */
export function calendarOf(config: CalendarConfig, events: readonly CalendarEvent[]): Calendar {
  const { name, like, least, most } = { ...defaults.calendar, ...config };
  return { name, events, like: like === 'usual' ? null : (like as Weekday), least, most };
}
