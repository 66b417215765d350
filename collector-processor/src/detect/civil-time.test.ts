import { describe, expect, it } from '@jest/globals';
import { createCivilClock } from './civil-time.ts';

describe('hourOfWeek', () => {
  it.each([
    ['a Monday midnight', 'UTC', '2026-11-16T00:00:00Z', 0],
    ['a Sunday evening', 'UTC', '2026-11-22T23:30:00Z', 167.5],
    ['civil time, not UTC', 'Europe/Berlin', '2026-11-16T00:00:00Z', 1],
    ['in summer', 'Europe/Berlin', '2026-07-13T00:00:00Z', 2],
    ['a half-hour zone', 'Asia/Kolkata', '2026-11-16T00:00:00Z', 5.5],
    ['west of Greenwich it is still last week', 'America/New_York', '2026-11-16T00:00:00Z', 163],
    ['before the epoch', 'UTC', '1969-12-29T01:00:00Z', 1],
  ])('%s', (_name, zone, iso, expected) => {
    expect(createCivilClock(zone).hourOfWeek(Date.parse(iso))).toBe(expected);
  });

  it('jumps an hour in spring and repeats one in autumn', () => {
    const clock = createCivilClock('Europe/Berlin');
    const before = clock.hourOfWeek(Date.parse('2026-03-29T00:59:00Z'));
    const after = clock.hourOfWeek(Date.parse('2026-03-29T01:00:00Z'));
    expect(after - before).toBeCloseTo(1 + 1 / 60, 9);
    expect(clock.hourOfWeek(Date.parse('2026-10-25T00:30:00Z'))).toBe(
      clock.hourOfWeek(Date.parse('2026-10-25T01:30:00Z')),
    );
  });
});
