import { describe, expect, it } from '@jest/globals';
import { civilPlaces, onPlaces } from './civil-grid.ts';

const HOUR = 3_600_000;
const from = (start: string) => ({ startMs: Date.parse(start), stepMs: HOUR, timezone: 'Europe/Berlin' });

describe('places by the clock', () => {
  it('skip the hour that is skipped', () => {
    const places = civilPlaces(from('2026-03-28T23:00:00Z'), 5)!;
    expect([...places]).toEqual([0, 1, 3, 4, 5]);
    expect([...onPlaces(Float64Array.of(7, 8, 9, 10, 11), places)]).toEqual([7, 8, NaN, 9, 10, 11]);
  });

  it('put the hour that is repeated on one place', () => {
    const places = civilPlaces(from('2026-10-24T23:00:00Z'), 5)!;
    expect([...places]).toEqual([0, 1, 1, 2, 3]);
    expect([...onPlaces(Float64Array.of(7, 8, 10, NaN, 11), places)]).toEqual([7, 9, NaN, 11]);
  });

  it('agree with looking at every step', () => {
    const start = from('2026-03-01T05:00:00Z');
    const places = civilPlaces(start, 24 * 300)!;
    expect([28 * 24 - 5, 100 * 24, 299 * 24].map((step) => places[step]! - step)).toEqual([0, 1, 0]);
    expect(new Set(places.subarray(1).map((place, i) => place - places[i]!))).toEqual(new Set([1, 2, 0]));
  });

  it('are nothing to think of where clocks run evenly', () => {
    expect(civilPlaces(from('2026-05-01T00:00:00Z'), 1000)).toBeNull();
    expect(civilPlaces({ ...from('2026-03-28T00:00:00Z'), timezone: 'UTC' }, 1000)).toBeNull();
    expect(civilPlaces({ ...from('2026-03-28T00:00:00Z'), stepMs: 24 * HOUR }, 100)).toBeNull();
  });
});
