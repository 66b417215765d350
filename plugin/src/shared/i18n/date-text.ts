import { dateTimeFormat, type TimeZone } from '@grafana/data';
import { shownLanguage, showsEnglish } from './language';

const DAY: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
const LONG_DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
const MINUTE: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
const SECOND: Intl.DateTimeFormatOptions = { ...MINUTE, second: '2-digit' };

/** How a time is told: as Grafana's formats in English, as the browser's in other languages. */
const FORMS = {
  minute: ['ddd D MMM, HH:mm', { ...DAY, ...MINUTE }],
  second: ['ddd D MMM, HH:mm:ss', { ...DAY, ...SECOND }],
  'second-of-year': ['ddd D MMM YYYY, HH:mm:ss', { ...DAY, year: 'numeric', ...SECOND }],
  'long-day': ['dddd D MMM', LONG_DAY],
  'long-minute': ['dddd D MMM, HH:mm', { ...LONG_DAY, ...MINUTE }],
} as const satisfies Record<string, readonly [english: string, elsewhere: Intl.DateTimeFormatOptions]>;

const made = new Map<string, Intl.DateTimeFormat>();

/**
 * When something was. Grafana's own formats leave the names of days and months English, whatever its language is.
 *
 * @param timeZone as Grafana names it; the browser's when left out
 */
export function dateText(timeMs: number, form: keyof typeof FORMS, timeZone?: TimeZone): string {
  const [english, elsewhere] = FORMS[form];
  if (showsEnglish()) {
    return dateTimeFormat(timeMs, { timeZone, format: english });
  }
  const language = shownLanguage();
  const key = `${language} ${form} ${timeZone}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(language, { ...elsewhere, timeZone: zoneOf(timeZone) });
  made.set(key, format);
  return format.format(timeMs);
}

function zoneOf(timeZone: TimeZone | undefined): string | undefined {
  return timeZone === '' || timeZone === 'browser' ? undefined : timeZone?.replace(/^utc$/, 'UTC');
}
