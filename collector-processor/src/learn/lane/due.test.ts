import { describe, expect, it } from '@jest/globals';
import { createCivilClock } from '../../detect/civil-time.ts';
import { dueReason, type Trainings } from './due.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const clock = createCivilClock('Europe/Berlin');
const nightly = { retrainHour: 3.5, retrainAfterSteps: 0, onDrift: true };
/** 02:00 in Berlin. */
const NOW = Date.parse('2026-11-10T01:00:00Z');
const due = (trainings: Partial<Trainings>, nowMs = NOW, settings = nightly) =>
  dueReason(
    { lastAttemptMs: NOW - HOUR, trainedAtMs: NOW - HOUR, beyond: 0.02, ...trainings },
    nowMs,
    MINUTE,
    clock,
    settings,
  );

describe('when a series is trained', () => {
  it('at once when it never was, and again hours after nothing could be learned', () => {
    expect(due({ lastAttemptMs: null, trainedAtMs: null })).toBe('first');
    expect(due({ trainedAtMs: null })).toBeNull();
    expect(due({ trainedAtMs: null }, NOW + 6 * HOUR)).toBe('first');
  });

  it('once a night, in civil time', () => {
    expect(due({}, NOW + 1.4 * HOUR)).toBeNull();
    expect(due({}, NOW + 1.6 * HOUR)).toBe('night');
    expect(due({ lastAttemptMs: NOW + 1.55 * HOUR }, NOW + 1.6 * HOUR)).toBeNull();
    expect(due({ lastAttemptMs: NOW + 1.55 * HOUR }, NOW + 25.6 * HOUR)).toBe('night');
    expect(due({}, NOW + 1.6 * HOUR, { ...nightly, retrainHour: null as never })).toBeNull();
  });

  it('after so many steps', () => {
    const settings = { ...nightly, retrainAfterSteps: 90 };
    expect(due({}, NOW, settings)).toBeNull();
    expect(due({}, NOW + HOUR, settings)).toBe('steps');
  });

  it('when its scores have drifted, at most twice a day', () => {
    expect(due({ beyond: 0.3 })).toBeNull();
    expect(due({ beyond: 0.3, lastAttemptMs: NOW - 13 * HOUR, trainedAtMs: NOW - 13 * HOUR })).toBe('drift');
    expect(due({ beyond: 0.05, lastAttemptMs: NOW - 13 * HOUR, trainedAtMs: NOW - 13 * HOUR })).toBeNull();
  });
});
