import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCalendar } from './ical.ts';

const calendar = (...lines: string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n');
const event = (...lines: string[]): string[] => ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:New Year', ...lines, 'END:VEVENT'];

function eventsOf(text: string) {
  const result = readCalendar(text);
  if (result.status !== 'ok') throw new Error(result.reason);
  return result.events;
}
const starts = (text: string): string[] => eventsOf(text).map(({ startMs }) => new Date(startMs).toISOString());

describe('readCalendar', () => {
  it('takes a date as a whole day of whoever reads it', () => {
    expect(eventsOf(calendar(...event('DTSTART;VALUE=DATE:20260101')))).toEqual([
      {
        summary: 'New Year',
        startMs: Date.UTC(2026, 0, 1),
        endMs: Date.UTC(2026, 0, 2),
        floating: true,
      },
    ]);
  });

  it('follows a rule for every year, not for the first alone', () => {
    const all = starts(calendar(...event('DTSTART;VALUE=DATE:20200101', 'RRULE:FREQ=YEARLY')));
    expect(all).toHaveLength(30);
    expect(all[29]).toBe('2049-01-01T00:00:00.000Z');
  });

  it('knows the fourth Thursday of November', () => {
    const rule = 'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=3';
    expect(starts(calendar(...event('DTSTART;VALUE=DATE:20241128', rule)))).toEqual([
      '2024-11-28T00:00:00.000Z',
      '2025-11-27T00:00:00.000Z',
      '2026-11-26T00:00:00.000Z',
    ]);
  });

  it('leaves out what is excluded or cancelled, and takes what was moved where it was moved to', () => {
    const text = calendar(
      ...event(
        'DTSTART:20260101T120000Z',
        'DTEND:20260101T140000Z',
        'RRULE:FREQ=DAILY;COUNT=4',
        'EXDATE:20260102T120000Z',
      ),
      ...event('RECURRENCE-ID:20260103T120000Z', 'DTSTART:20260103T180000Z', 'DTEND:20260103T190000Z'),
      ...event('RECURRENCE-ID:20260104T120000Z', 'DTSTART:20260104T120000Z', 'STATUS:CANCELLED'),
    );
    expect(starts(text)).toEqual(['2026-01-01T12:00:00.000Z', '2026-01-03T18:00:00.000Z']);
  });

  it('reads times in a zone that the platform knows', () => {
    const text = calendar(
      ...event('DTSTART;TZID=Europe/Berlin:20260701T090000', 'DTEND;TZID=Europe/Berlin:20260701T100000'),
    );
    expect(eventsOf(text)[0]).toMatchObject({
      startMs: Date.UTC(2026, 6, 1, 7),
      endMs: Date.UTC(2026, 6, 1, 8),
      floating: false,
    });
  });

  it('reads times in a zone that the file defines', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Ours',
      'BEGIN:STANDARD',
      'DTSTART:19700101T000000',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0300',
      'END:STANDARD',
      'END:VTIMEZONE',
    ];
    const text = calendar(...zone, ...event('DTSTART;TZID=Ours:20260701T090000', 'DURATION:PT2H'));
    expect(eventsOf(text)[0]).toMatchObject({ startMs: Date.UTC(2026, 6, 1, 6), endMs: Date.UTC(2026, 6, 1, 8) });
  });

  it('refuses a calendar that recurs by the minute, and says so', () => {
    const text = calendar(...event('DTSTART:20260101T000000Z', 'DURATION:PT1M', 'RRULE:FREQ=MINUTELY'));
    expect(readCalendar(text)).toMatchObject({
      status: 'invalid',
      reason: expect.stringMatching(/more than 10000 events/),
    });
  });

  it.each(['', 'BEGIN:VCARD\r\nEND:VCARD', 'BEGIN:VCALENDAR', '{}'])('refuses %j with a reason', (text) => {
    expect(readCalendar(text)).toMatchObject({ status: 'invalid', reason: expect.stringMatching(/iCal/) });
  });

  it('never throws, whatever the file holds', () => {
    const lines = fc.constantFrom(
      'BEGIN:VEVENT',
      'END:VEVENT',
      'DTSTART:20260101',
      'DTSTART;VALUE=DATE:20261301',
      'RRULE:FREQ=YEARLY',
      'RRULE:FREQ=',
      'DTEND:19000101T000000Z',
      'DTSTART;TZID=No/Where:20260101T000000',
      'DURATION:-P1D',
      'EXDATE:',
      'END:VCALENDAR',
      'RRULE:FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2',
    );
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 12 }), (chosen) => {
        expect(['ok', 'invalid']).toContain(readCalendar(calendar(...chosen)).status);
      }),
    );
  });
});
