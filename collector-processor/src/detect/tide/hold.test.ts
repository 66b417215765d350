import { describe, expect, it } from '@jest/globals';
import type { BandRules } from './band.ts';
import { createHold, endHold, type Hold, heldMove, learnHold, markOnset, measureByHold } from './hold.ts';
import { F, RECORD } from './layout.ts';
import { createPrediction, type Prediction } from './predict.ts';
import { tailRules } from './tail.ts';

const LIMIT = 5;
const RULES: BandRules = {
  direction: 'both',
  minChange: { absolute: 0, relative: 0 },
  nonNegative: true,
  limits: { below: LIMIT, above: LIMIT },
  tail: tailRules(1 / 60, 1),
  isShare: false,
};

/** Season 100, expected 110, a scale of 1 (slow: 2). */
function prediction(over: Partial<Prediction> = {}): Prediction {
  const made = Object.assign(createPrediction(), { season: 100, expected: 110, free: 110, ...over });
  Object.assign(made.scales, { low: 1, high: 1, slowLow: 2, slowHigh: 2 });
  return made;
}

function held(steps: number): { state: Float32Array; now: Prediction; hold: Hold } {
  const state = new Float32Array(RECORD);
  state[F.middle] = 10;
  state[F.fast] = 10;
  markOnset(state, 0, prediction(), true);
  state[F.middle] = -60;
  state[F.fast] = -60;
  const now = prediction();
  const hold = createHold();
  for (let i = 0; i < steps; i++) {
    Object.assign(now, prediction({ season: 120, expected: 50, free: 50 }));
    measureByHold(state, 0, now, RULES, hold);
    learnHold(state, 0, 60, now.expected, 1 / 60);
  }
  return { state, now, hold };
}

describe('a hold', () => {
  it('measures by the season, at the level before the first alarm', () => {
    expect(held(1).now.expected).toBe(130);
  });

  it('widens within a few steps to what the last hours allow', () => {
    expect(held(1).now.scales.low).toBeLessThan(3);
    expect(held(20).now.scales.low).toBeCloseTo(6, 6);
  });

  it('goes on at a shift of three tenths, however unsteady the last hours', () => {
    const state = new Float32Array(RECORD);
    const onset = prediction();
    onset.scales.slowLow = 1000;
    markOnset(state, 0, onset, true);
    const now = prediction();
    const hold = createHold();
    for (let i = 0; i < 10; i++) {
      Object.assign(now, prediction());
      measureByHold(state, 0, now, RULES, hold);
    }
    expect(hold.low * LIMIT).toBeCloseTo(110 * (1 - Math.exp(-0.3)), 3);
  });

  it('lets the limits reach around the level that the series has come to', () => {
    const { reachLow, reachHigh } = held(10).hold;
    expect([reachLow, reachHigh]).toEqual([45, 55]);
  });

  it('ends with the level of before where the series is back, else with the level it came to', () => {
    const back = held(10).state;
    endHold(back, 0, 9);
    expect([back[F.fast], back[F.holdCount]]).toEqual([10, 0]);
    const moved = held(10).state;
    endHold(moved, 0, -55);
    expect(moved[F.fast]).toBe(-60);
  });

  it('knows how far held steps lay from what was expected', () => {
    expect(heldMove(held(10).state, 0).factor).toBeCloseTo(60 / 130, 2);
    expect(heldMove(new Float32Array(RECORD), 0)).toEqual({ factor: 1, shift: 0 });
  });

  it('forgets an alarm that opened nothing', () => {
    const state = new Float32Array(RECORD);
    markOnset(state, 0, prediction(), true);
    for (let i = 0; i < 5; i++) markOnset(state, 0, prediction(), false);
    expect(state[F.holdCount]).toBe(0);
  });
});
