import { describe, expect, it } from '@jest/globals';
import { STEP_MS, T0 } from '../../test-support/fixtures';
import { dataNowMs, incidentWindow, timeWindow } from './time-window';

const HOUR_MS = 3_600_000;

describe('dataNowMs', () => {
  it.each([
    ['the clock while data follows it', T0, T0 - 30_000, T0],
    ['the clock before there is data', T0, null, T0],
    ['the end of data that is long past', T0, T0 - 48 * HOUR_MS, T0 - 48 * HOUR_MS + STEP_MS],
    ['the end of data when the clock is wrong', T0, T0 + 5 * HOUR_MS, T0 + 5 * HOUR_MS + STEP_MS],
  ])('is %s', (_, clockMs, lastStepMs, expected) => {
    expect(dataNowMs(clockMs, lastStepMs, STEP_MS)).toBe(expected);
  });
});

describe('timeWindow', () => {
  it('moves in whole steps and leaves room for the forecast', () => {
    const window = timeWindow({ kind: 'live', preset: '1h' }, T0 + 1234, STEP_MS);

    expect(window).toEqual({ fromMs: T0 + STEP_MS - HOUR_MS, toMs: T0 + STEP_MS + 0.15 * HOUR_MS });
    expect(timeWindow({ kind: 'live', preset: '1h' }, T0 + 9876, STEP_MS)).toEqual(window);
  });

  it('stays where it was fixed', () => {
    expect(timeWindow({ kind: 'fixed', fromMs: 1, toMs: 2 }, T0, STEP_MS)).toEqual({ fromMs: 1, toMs: 2 });
  });
});

describe('incidentWindow', () => {
  it.each([
    ['a short one with thirty steps around it', 2 * STEP_MS, 30 * STEP_MS],
    ['a long one with its own length around it', HOUR_MS, HOUR_MS],
  ])('shows %s', (_, lengthMs, contextMs) => {
    expect(incidentWindow({ startMs: T0, endMs: T0 + lengthMs }, STEP_MS, T0 + 9 * HOUR_MS)).toEqual({
      fromMs: T0 - contextMs,
      toMs: T0 + lengthMs + contextMs,
    });
  });

  it('leaves no empty half after one that goes on', () => {
    const endMs = T0 + HOUR_MS;
    const { fromMs, toMs } = incidentWindow({ startMs: T0, endMs }, STEP_MS, endMs);
    expect(fromMs).toBe(T0 - HOUR_MS);
    expect(toMs - endMs).toBe(0.03 * 2 * HOUR_MS);
  });
});
