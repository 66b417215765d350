import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createCivilClock } from '../detect/civil-time.ts';
import { instantOf } from './instant.ts';

const berlin = createCivilClock('Europe/Berlin');

describe('instantOf', () => {
  it.each([
    ['in winter', Date.UTC(2026, 0, 1), Date.UTC(2025, 11, 31, 23)],
    ['in summer', Date.UTC(2026, 6, 1), Date.UTC(2026, 5, 30, 22)],
    ['at midnight before the clocks go forward', Date.UTC(2026, 2, 29), Date.UTC(2026, 2, 28, 23)],
    ['at midnight after it', Date.UTC(2026, 2, 30), Date.UTC(2026, 2, 29, 22)],
    ['of an hour that comes twice the first time', Date.UTC(2026, 9, 25, 2, 30), Date.UTC(2026, 9, 25, 0, 30)],
    ['of an hour that is skipped as far after the change', Date.UTC(2026, 2, 29, 2, 30), Date.UTC(2026, 2, 29, 1, 30)],
  ])('%s', (_, wallMs, timeMs) => {
    expect(instantOf(berlin, wallMs)).toBe(timeMs);
  });

  it('is when the clock shows it, wherever one lives and whenever there is such a time', () => {
    const zones = ['America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'].map(createCivilClock);
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1990, 0, 1) / 60_000, max: Date.UTC(2050, 0, 1) / 60_000 }),
        (clock, minute) => {
          const shown = clock.wallMs(minute * 60_000);
          expect(clock.wallMs(instantOf(clock, shown))).toBe(shown);
        },
      ),
    );
  });
});
