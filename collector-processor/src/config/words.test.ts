import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseByteSize } from './byte-size.ts';
import { formatDuration, parseDuration } from './duration.ts';
import { FORMATS } from './formats.ts';
import { suggest } from './suggest.ts';

describe('durations', () => {
  it.each([
    ['60s', 60_000],
    ['1h30m', 5_400_000],
    ['250ms', 250],
    ['1.5h', 5_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['0s', 0],
  ])('%s is %d ms', (text, expected) => expect(parseDuration(text)).toBe(expected));

  it.each(['', '60', 's', '1 h', '-1s', '1y', '1h-', '99999999999999999d', '0.0001ms'])('%j is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it('read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (durationMs) => {
        expect(parseDuration(formatDuration(durationMs))).toBe(durationMs);
      }),
    );
  });
});

describe('sizes', () => {
  it.each([
    ['512B', 512],
    ['8MiB', 8_388_608],
    ['1GiB', 1_073_741_824],
  ])('%s is %d bytes', (text, expected) => expect(parseByteSize(text)).toBe(expected));

  it.each(['8', '8MB', '-1KiB', '1.5MiB', ''])('%j is none', (text) => expect(parseByteSize(text)).toBeNull());
});

describe('steps', () => {
  it.each(['10s', '15s', '60s', '5m', '1h', '24h', '1d'])('%s is one', (text) =>
    expect(FORMATS.step?.test(text)).toBe(true),
  );
  it.each(['9s', '7m', '2d', '10500ms', 'minute'])('%s is none', (text) =>
    expect(FORMATS.step?.test(text)).toBe(false),
  );
});

describe('suggest', () => {
  const keys = ['false_alarms_per_week', 'timezone', 'by', 'direction'];
  it.each([
    ['time_zone', 'timezone'],
    ['Direction', 'direction'],
    ['dierction', 'direction'],
    ['falseAlarmsPerWeek', 'false_alarms_per_week'],
    ['bye', 'by'],
    ['colour', null],
  ])('%s → %s', (given, meant) => expect(suggest(given, keys)).toBe(meant));
});
