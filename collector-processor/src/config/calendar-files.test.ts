import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkWatch } from './check-watch.ts';
import { parseConfig } from './load-config.ts';
import { formatProblem } from './problem.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-calendars-'));
writeFileSync(
  join(folder, 'de.ics'),
  [
    'BEGIN:VCALENDAR',
    ...['BEGIN:VEVENT', 'UID:1', 'SUMMARY:Neujahr', 'DTSTART;VALUE=DATE:20260101', 'END:VEVENT'],
    'END:VCALENDAR',
  ].join('\r\n'),
);

function settingsOf(text: string) {
  const result = parseConfig(text, join(folder, 't.yaml'), {});
  if (result.status === 'invalid') throw new Error(result.problems.map(formatProblem).join('\n'));
  return result.settings;
}

const NEW_YEAR = {
  startMs: Date.UTC(2025, 11, 31, 23),
  endMs: Date.UTC(2026, 0, 1, 23),
  summary: 'Neujahr',
  calendar: 'de',
};

describe('calendars of a configuration', () => {
  const settings = settingsOf(`
calendars: [{ name: de, file: de.ics }, { name: sale, file: de.ics, like: usual, most: 10 }]
defaults: { timezone: Europe/Berlin, calendars: [de] }
watches:
  - { name: orders, source: { otlp: { metric: m } }, measure: rate, calendars: [sale] }
  - { name: jobs, source: { otlp: { metric: m } }, measure: rate, calendars: [] }
`);
  const daysOf = (name: string) => settings.watches.find((watch) => watch.name === name)?.specialDays;

  it('reach the HTTP watches by the defaults, in their time zone', () => {
    expect(daysOf('requests')).toEqual([{ ...NEW_YEAR, like: 'sunday', least: 0.15, most: 2.5 }]);
  });

  it('are those that a watch names itself', () => {
    expect(daysOf('orders')).toEqual([{ ...NEW_YEAR, calendar: 'sale', like: null, least: 0.15, most: 10 }]);
    expect(daysOf('jobs')).toEqual([]);
  });

  it('are there for watches made at run time, and no others are', () => {
    const made = (calendars: string[]) => ({
      ...{ name: 'made', source: { otlp: { metric: 'm' } }, measure: 'rate', calendars },
    });
    expect(checkWatch(made(['sale']), settings.watchDefaults, [])).toMatchObject({
      status: 'ok',
      definition: { specialDays: [{ calendar: 'sale' }] },
    });
    expect(checkWatch(made(['xmas']), settings.watchDefaults, [])).toMatchObject({
      status: 'invalid',
      faults: [{ path: ['calendars', 0], message: expect.stringMatching(/there are de, sale/) }],
    });
  });

  it('have names of their own', () => {
    const twice = 'calendars: [{ name: de, file: de.ics }, { name: de, file: de.ics }]';
    expect(() => settingsOf(twice)).toThrow(/'de' is the name of calendars\[0\] already/);
  });
});
