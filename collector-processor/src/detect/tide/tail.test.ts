import { describe, expect, it } from '@jest/globals';
import { RECORD } from './layout.ts';
import { isSigned, markSigned } from './sign.ts';
import { excessesOf, learnTail, tailRules, widerBy } from './tail.ts';

const MINUTE_HOURS = 1 / 60;
const DAY = 1440;
const rules = tailRules(MINUTE_HOURS, 1);

/** A record that lived through so many days of excesses, evenly spaced. */
function lived(days: number, aDay: number, excess: number, opens = false): Float32Array {
  const state = new Float32Array(RECORD);
  for (let step = 1; step <= days * DAY; step++) {
    const now = step % Math.round(DAY / aDay) === 0;
    learnTail(state, 0, now ? excess : 0, now && opens, rules);
  }
  return state;
}

describe('the limits of a series with a heavy tail', () => {
  it('stay where they are for all within five times the budget', () => {
    expect(widerBy(lived(20, 4 / 7, 1.1), 0, rules)).toBe(1);
    expect(widerBy(new Float32Array(RECORD), 0, rules)).toBe(1);
  });

  it('widen with what alarms by little and alone, up to a half, and come back within days', () => {
    const state = lived(20, 12 / 7, 1.1);
    const wider = widerBy(state, 0, rules);
    expect(wider).toBeGreaterThan(1.2);
    expect(wider).toBeLessThan(1.45);
    expect(widerBy(lived(20, 20, 1.1), 0, rules)).toBe(1.5);
    for (let step = 0; step < 6 * DAY; step++) learnTail(state, 0, 0, false, rules);
    expect(widerBy(state, 0, rules)).toBe(1);
  });

  it('do not widen by what is large, or opens incidents', () => {
    expect(excessesOf(lived(10, 5, 1.5), 0)).toBe(0);
    expect(excessesOf(lived(10, 5, 1.1, true), 0)).toBe(0);
  });

  it('follow the budget', () => {
    const state = lived(20, 12 / 7, 1.1);
    expect(widerBy(state, 0, tailRules(MINUTE_HOURS, 5))).toBe(1);
    expect(widerBy(state, 0, tailRules(MINUTE_HOURS, 0.2))).toBeGreaterThan(widerBy(state, 0, rules));
  });
});

describe('the count beside the sign', () => {
  it('is the same in a series that can be negative, within what a float32 holds', () => {
    const state = new Float32Array(2 * RECORD);
    markSigned(state, RECORD);
    markSigned(state, RECORD);
    const tenSeconds = tailRules(MINUTE_HOURS / 6, 1);
    for (let step = 0; step < 60 * DAY; step++) {
      for (const o of [0, RECORD]) learnTail(state, o, step % 4000 === 0 ? 1.1 : 0, false, tenSeconds);
    }
    expect([isSigned(state, 0), isSigned(state, RECORD)]).toEqual([false, true]);
    expect(excessesOf(state, 0)).toBeGreaterThan(5);
    expect(excessesOf(state, RECORD) / excessesOf(state, 0)).toBeCloseTo(1, 1);
  });

  it('never reaches the sign', () => {
    const state = new Float32Array(RECORD);
    for (let step = 0; step < 400; step++) learnTail(state, 0, 1.1, false, rules);
    expect(isSigned(state, 0)).toBe(false);
    expect(excessesOf(state, 0)).toBeCloseTo(127, 0);
    markSigned(state, 0);
    expect(isSigned(state, 0)).toBe(true);
    expect(excessesOf(state, 0)).toBeCloseTo(127, 0);
  });

  it('reads the flag of records from before it: 0 or 1', () => {
    expect(isSigned(Float32Array.of(...new Float32Array(RECORD)), 0)).toBe(false);
    const state = new Float32Array(RECORD);
    markSigned(state, 0);
    expect(state.filter((field) => field !== 0)).toEqual(Float32Array.of(1));
    expect(excessesOf(state, 0)).toBe(0);
  });
});
