import { describe, expect, it } from '@jest/globals';
import { DAY, DAY_SLOTS, F, WEEK } from './layout.ts';
import { setSlot } from './profile.ts';
import { momentAt, type Moment } from './moment.ts';
import { clearSeasons, isKnown, learnSeason, moveSeason, seasonAt, seasonJump } from './season.ts';
import { type Slab, slabFor } from './slab.ts';

function fresh(): Slab {
  const slab = slabFor(1);
  clearSeasons(slab, 0);
  return slab;
}

const around = { left: NaN, right: NaN };
const dayAt = (slab: Slab, { day }: Moment): number => seasonAt(slab, 0, DAY, day, around);
const weekAt = (slab: Slab, { week }: Moment): number => seasonAt(slab, 0, WEEK, week, around);
function weekKnown(slab: Slab, moment: Moment): boolean {
  weekAt(slab, moment);
  return isKnown(moment.week, around);
}

/** Learns whole hours of constant values, a value an hour, four steps each. */
function learn(slab: Slab, hours: readonly number[], from = 0): void {
  hours.forEach((value, i) => {
    for (let step = 0; step < 4; step++) {
      learnSeason(slab, 0, momentAt((from + i + step / 4) % 168), value, true, 4);
      slab.float[F.age]! += 1;
    }
  });
}

/** A day known only at these slots. */
function withSlots(values: Record<number, number>): Slab {
  const slab = fresh();
  for (const [slot, value] of Object.entries(values)) setSlot(slab, 0, DAY, Number(slot), value);
  return slab;
}

describe('a season between its slots', () => {
  it('is linear between the centres of slots and closes the circle', () => {
    const slab = withSlots({ 0: 10, 1: 20, [DAY_SLOTS - 1]: 30 });
    const values = [0.125, 0.25, 0.375, 0, 23.9375].map((hour) => dayAt(slab, momentAt(hour)));
    [10, 15, 20, 20, 25].forEach((value, i) => expect(values[i]).toBeCloseTo(value, 2));
  });

  it('takes the side that is known', () => {
    const slab = withSlots({ 0: 10 });
    expect(dayAt(slab, momentAt(0.25))).toBeCloseTo(10, 2);
    expect(dayAt(slab, momentAt(0.5))).toBeNaN();
  });
});

describe('learning a season', () => {
  it('an hour is known only when it is over', () => {
    const slab = fresh();
    learn(slab, [5]);
    expect(weekKnown(slab, momentAt(0.5))).toBe(false);
    learn(slab, [6], 1);
    expect(weekKnown(slab, momentAt(0.5))).toBe(true);
    expect(weekAt(slab, momentAt(0.5))).toBeCloseTo(5, 3);
    expect(dayAt(slab, momentAt(0.5))).toBeCloseTo(5, 3);
  });

  it('tells Saturday from Friday by the week, and cannot by the day', () => {
    const slab = fresh();
    learn(
      slab,
      Array.from({ length: 169 }, (_, hour) => (hour % 168 >= 120 ? 60 : 100)),
    );
    expect(weekAt(slab, momentAt(12.5))).toBeCloseTo(100, 2);
    expect(weekAt(slab, momentAt(132.5))).toBeCloseTo(60, 2);
    expect(dayAt(slab, momentAt(12.5))).toBeGreaterThan(60);
    expect(dayAt(slab, momentAt(12.5))).toBeLessThan(100);
  });

  it('one strange hour does not redraw the day', () => {
    const slab = fresh();
    learn(slab, new Array<number>(24 * 14).fill(100));
    learn(slab, [10_000, 100], 24 * 14);
    expect(dayAt(slab, momentAt(0.5))).toBeLessThan(115);
  });

  it('an hour of which little was seen says nothing', () => {
    const slab = fresh();
    learnSeason(slab, 0, momentAt(0.1), 5, true, 60);
    learnSeason(slab, 0, momentAt(1.1), 5, true, 60);
    expect(weekKnown(slab, momentAt(0.5))).toBe(false);
  });

  it('moves as a whole to a new level', () => {
    const slab = fresh();
    learn(slab, [10, 20, 20]);
    moveSeason(slab, 0, 1.5, 0);
    expect(weekAt(slab, momentAt(0.5))).toBeCloseTo(15, 2);
    expect(weekAt(slab, momentAt(1.5))).toBeCloseTo(30, 2);
  });
});

describe('seasonJump', () => {
  const jumpAt = (slab: Slab, hour: number): number => {
    const { day } = momentAt(hour);
    seasonAt(slab, 0, DAY, day, around);
    return seasonJump(slab, 0, DAY, day, around);
  };
  const withDay = (valueAt: (hour: number) => number) => {
    const slab = fresh();
    for (let slot = 0; slot < DAY_SLOTS; slot++) setSlot(slab, 0, DAY, slot, valueAt(slot / 4));
    return slab;
  };

  it('finds a change at midnight, there and nowhere else', () => {
    const slab = withDay((hour) => (hour < 12 ? 100 : 60));
    expect(jumpAt(slab, 12)).toBeCloseTo(40, 4);
    expect(jumpAt(slab, 11.4)).toBe(0);
    expect(jumpAt(slab, 6)).toBe(0);
  });

  it('is next to nothing on a smooth day', () => {
    const slab = withDay((hour) => 100 + 70 * Math.sin((2 * Math.PI * hour) / 24));
    const jumps = Array.from({ length: 48 }, (_, half) => jumpAt(slab, half / 2));
    expect(Math.max(...jumps)).toBeLessThan(1.5);
  });
});
