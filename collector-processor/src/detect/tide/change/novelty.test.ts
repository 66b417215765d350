import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom, normal } from '../../../random.ts';
import { CHANGE_FIELDS } from './layout.ts';
import { createNovelty, followNovelty } from './novelty.ts';

const STEP_HOURS = 1 / 12;
const DAY = 24 / STEP_HOURS;
const MIN_CHANGE = { absolute: 0, relative: 0.1 };

interface Told {
  readonly at: number;
  readonly direction: number;
  readonly lasting: boolean;
}

/** What is told of a series in steps of five minutes, after its first day, while which the detector is learning. */
function toldOf(values: Iterable<number>, unit = 0): Told[] {
  const state = new Float32Array(CHANGE_FIELDS);
  const novelty = createNovelty();
  const told: Told[] = [];
  let at = 0;
  for (const value of values) {
    followNovelty(state, 0, value, MIN_CHANGE, unit, (at * STEP_HOURS) % 24, STEP_HOURS, novelty);
    if (at >= DAY && novelty.score > 1) told.push({ at, direction: novelty.direction, lasting: novelty.lasting });
    at++;
  }
  return told;
}

function* daily(days: number, change: (value: number, at: number) => number, seed = 1): Generator<number> {
  const next = createRandom(seed);
  for (let at = 0; at < days * DAY; at++) {
    const season = 100 - 50 * Math.cos((2 * Math.PI * at) / DAY);
    yield change(season * (1 + 0.03 * normal(next)), at);
  }
}

describe('novelty', () => {
  const FROM = 14 * DAY + DAY / 4;

  it.each<[string, (value: number, at: number) => number, number]>([
    ['a value beyond all', (value, at) => (at === FROM ? 900 : value), 1],
    ['a new level', (value, at) => (at >= FROM ? value * 2.5 : value), 1],
    ['an outage by day', (value, at) => (at >= FROM && at < FROM + 24 ? 0 : value), -1],
  ])('tells of %s, once', (_name, change, direction) => {
    const told = toldOf(daily(15, change));
    expect(told).toHaveLength(1);
    expect(told[0]!.direction).toBe(direction);
    expect(told[0]!.at - FROM).toBeLessThan(24);
  });

  it('tells that a time of the day is not as ever, within what the day has seen', () => {
    // The middle of the day at the night's level.
    const noon = 14 * DAY + DAY / 2 - 24;
    const told = toldOf(daily(15, (value, at) => (at >= noon && at < noon + 48 ? 50 : value)));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ direction: -1, lasting: true });
  });

  it('says nothing of a lesser one while it remembers, and tells of it when that has faded', () => {
    const lesser = (days: number) => (value: number, at: number) =>
      at === FROM ? 900 : at === FROM + days * DAY ? 700 : value;
    expect(toldOf(daily(21, lesser(5)))).toHaveLength(1);
    expect(toldOf(daily(41, lesser(25)))).toHaveLength(2);
  });

  it('says nothing of what counting alone does', () => {
    const next = createRandom(3);
    const rare = Array.from({ length: 60 * DAY }, () => (next() < 0.05 ? 1 : 0));
    expect(toldOf(rare)).not.toEqual([]);
    expect(toldOf(rare, 1)).toEqual([]);
  });

  it.each([1, 2, 3, 4])('is quiet on eight clean weeks (seed %i)', (seed) => {
    expect(toldOf(daily(56, (value) => value, seed)).length).toBeLessThanOrEqual(1);
  });

  it('is finite for any input', () => {
    const value = fc.oneof(
      fc.double({ min: -1e30, max: 1e30, noNaN: true }),
      fc.constantFrom(NaN, 0, 1e30, -1e30, 1e-30),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 300, maxLength: 400 }), (values) => {
        const state = new Float32Array(CHANGE_FIELDS);
        const novelty = createNovelty();
        values.forEach((each, at) => {
          followNovelty(state, 0, each, MIN_CHANGE, 0, (at * STEP_HOURS) % 24, STEP_HOURS, novelty);
          expect(novelty.score).toBeGreaterThanOrEqual(0);
          expect(novelty.score).toBeLessThan(Infinity);
        });
      }),
      { numRuns: 20 },
    );
  });
});
