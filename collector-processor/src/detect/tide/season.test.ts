import { describe, expect, it } from '@jest/globals';
import { DAY_SLOTS, F, RECORD } from './layout.ts';
import { dayAt, learnSeason, moveSeason, profileAt, seasonJump, weekAt, weekKnown } from './season.ts';

function fresh(): Float32Array {
  const state = new Float32Array(RECORD);
  state[F.hourSlot] = -1;
  state.fill(NaN, F.day, RECORD);
  return state;
}

/** Learns whole hours of constant values, a value an hour, four steps each. */
function learn(state: Float32Array, hours: readonly number[], from = 0): void {
  hours.forEach((value, i) => {
    for (let step = 0; step < 4; step++) {
      learnSeason(state, 0, (from + i + step / 4) % 168, value, 1, 4);
      state[F.age]! += 1;
    }
  });
}

describe('profileAt', () => {
  it('is linear between the centres of slots and closes the circle', () => {
    const state = Float32Array.of(10, 20, 30);
    expect([0.5, 1, 1.5, 2, 0, 2.75].map((hour) => profileAt(state, 0, 3, hour))).toEqual([10, 15, 20, 25, 20, 25]);
  });

  it('takes the side that is known', () => {
    const state = Float32Array.of(10, NaN, NaN);
    expect([profileAt(state, 0, 3, 1), profileAt(state, 0, 3, 2)]).toEqual([10, NaN]);
  });
});

describe('learning a season', () => {
  it('an hour is known only when it is over', () => {
    const state = fresh();
    learn(state, [5]);
    expect(weekKnown(state, 0, 0.5)).toBe(false);
    learn(state, [6], 1);
    expect(weekKnown(state, 0, 0.5)).toBe(true);
    expect([weekAt(state, 0, 0.5), dayAt(state, 0, 0.5)]).toEqual([5, 5]);
  });

  it('tells Saturday from Friday by the week, and cannot by the day', () => {
    const state = fresh();
    learn(
      state,
      Array.from({ length: 169 }, (_, hour) => (hour % 168 >= 120 ? 60 : 100)),
    );
    expect(weekAt(state, 0, 12.5)).toBe(100);
    expect(weekAt(state, 0, 132.5)).toBe(60);
    expect(dayAt(state, 0, 12.5)).toBeGreaterThan(60);
    expect(dayAt(state, 0, 12.5)).toBeLessThan(100);
  });

  it('one strange hour does not redraw the day', () => {
    const state = fresh();
    learn(state, new Array<number>(24 * 14).fill(100));
    learn(state, [10_000, 100], 24 * 14);
    expect(dayAt(state, 0, 0.5)).toBeLessThan(115);
  });

  it('an hour of which little was seen says nothing', () => {
    const state = fresh();
    learnSeason(state, 0, 0.1, 5, 1, 60);
    learnSeason(state, 0, 1.1, 5, 1, 60);
    expect(weekKnown(state, 0, 0.5)).toBe(false);
  });

  it('moves as a whole to a new level', () => {
    const state = fresh();
    learn(state, [10, 20, 20]);
    moveSeason(state, 0, 1.5, 0);
    expect([weekAt(state, 0, 0.5), weekAt(state, 0, 1.5)]).toEqual([15, 30]);
  });
});

describe('seasonJump', () => {
  const withDay = (valueAt: (hour: number) => number) => {
    const state = fresh();
    for (let hour = 0; hour < DAY_SLOTS; hour++) state[F.day + hour] = valueAt(hour);
    return state;
  };

  it('finds a change at midnight, there and nowhere else', () => {
    const state = withDay((hour) => (hour < 12 ? 100 : 60));
    expect(seasonJump(state, 0, 12, false)).toBeCloseTo(40, 4);
    expect(seasonJump(state, 0, 11.4, false)).toBe(0);
    expect(seasonJump(state, 0, 6, false)).toBe(0);
  });

  it('is next to nothing on a smooth day', () => {
    const state = withDay((hour) => 100 + 70 * Math.sin((2 * Math.PI * hour) / 24));
    const jumps = Array.from({ length: 48 }, (_, half) => seasonJump(state, 0, half / 2, false));
    expect(Math.max(...jumps)).toBeLessThan(1.5);
  });
});
