import { describe, expect, it } from '@jest/globals';
import { generateGrowth, GROWTHS } from '../../bench/growth.ts';
import { createRandom, normal } from '../random.ts';
import { findJumps } from './jumps.ts';
import { atPresentLevel } from './level-history.ts';

const HOUR_MS = 3_600_000;
const DAY = 24;

/** A disk that grows by a GiB an hour at noise of half a GiB, and is emptied to 10 at some hours. */
function disk(hours: number, emptiedAt: readonly number[]): Float64Array {
  const random = createRandom(4);
  let used = 10;
  return Float64Array.from({ length: hours }, (_, hour) => {
    used = emptiedAt.includes(hour) ? 10 : used + 1;
    return used + 2 * Math.sin((hour * Math.PI) / 12) + 0.5 * normal(random);
  });
}

const jumpsOf = (values: Float64Array) => findJumps({ values, stepMs: HOUR_MS });

describe('findJumps', () => {
  it('finds each time that a disk was emptied, to the hour, also three hours ago', () => {
    const jumps = jumpsOf(disk(20 * DAY, [100, 250, 20 * DAY - 3]));
    expect(jumps.map(({ at }) => at)).toEqual([100, 250, 20 * DAY - 3]);
    expect(Math.abs(jumps[0]!.by + 100)).toBeLessThan(4);
    expect(Math.abs(jumps[1]!.by + 150)).toBeLessThan(4);
  });

  it('finds it on the same weekday of most weeks', () => {
    const jumps = jumpsOf(disk(28 * DAY, [173, 339, 494]));
    expect(jumps.map(({ at }) => at)).toEqual([173, 339, 494]);
    [173, 166, 155].forEach((taken, i) => expect(Math.abs(jumps[i]!.by + taken)).toBeLessThan(4));
  });

  it('takes an hour in the middle of which it was emptied for neither level', () => {
    const values = disk(15 * DAY, [200]);
    values[200] = 0.4 * values[199]! + 0.6 * values[201]!;
    expect(jumpsOf(values)).toMatchObject([{ from: 200, at: 201 }]);
  });

  it('finds one that nobody saw: hours are missing around it', () => {
    const values = disk(15 * DAY, [200]);
    values.fill(NaN, 195, 206);
    expect(jumpsOf(values)).toMatchObject([{ at: 206 }]);
  });

  it.each([
    ['an incident that ends', (hour: number) => (hour >= 200 && hour < 210 ? 20 : 100)],
    ['weekends', (hour: number) => (Math.floor(hour / DAY) % 7 >= 5 ? 40 : 100)],
    ['nightly jobs', (hour: number) => (hour % DAY < 3 ? 300 : 100)],
    ['a constant', () => 5],
  ])('takes %s for no jump', (_what, valueAt) => {
    const random = createRandom(9);
    expect(
      jumpsOf(Float64Array.from({ length: 21 * DAY }, (_, i) => valueAt(i) * (1 + 0.01 * normal(random)))),
    ).toEqual([]);
  });

  it('sees none in growth with days, weeks and noise', () => {
    for (const kind of GROWTHS) {
      for (const noise of [0.002, 0.03]) expect(jumpsOf(generateGrowth({ seed: 7, kind, noise }).values)).toEqual([]);
    }
  });
});

describe('atPresentLevel', () => {
  it('goes on with the growth from where the values are now', () => {
    const { history, resets } = atPresentLevel({ values: disk(15 * DAY, [200]), stepMs: HOUR_MS }, 'up');
    expect(resets).toBeNull();
    const [early, late] = [history.values[100]!, history.values[340]!];
    expect(Math.abs(late - early - 240)).toBeLessThan(6);
  });

  it('halves the days before half of the load was moved away', () => {
    const valueAt = (hour: number) => (hour < 200 ? 100 : 50) * (1 + 0.4 * Math.sin((hour * Math.PI) / 12));
    const values = Float64Array.from({ length: 15 * DAY }, (_, hour) => valueAt(hour));
    const { history } = atPresentLevel({ values, stepMs: HOUR_MS }, 'up');
    expect(history.values[6]! / valueAt(6)).toBeCloseTo(0.5, 1);
    expect(history.values[18]! / valueAt(18)).toBeCloseTo(0.5, 1);
  });

  it('knows what empties by itself from what somebody empties now and then', () => {
    const every = [100, 202, 299, 400];
    const of = (hours: readonly number[]) => atPresentLevel({ values: disk(450, hours), stepMs: HOUR_MS }, 'up').resets;
    expect(of(every)).toMatchObject({ intervals: [102, 97, 101], ago: 50 });
    expect(of([60, 202, 240, 400])).toBeNull();
    expect(atPresentLevel({ values: disk(450, every), stepMs: HOUR_MS }, 'down').resets).toBeNull();
  });
});
