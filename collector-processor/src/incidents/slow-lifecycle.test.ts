import { describe, expect, it } from '@jest/globals';
import { allocateColumns, CAUSE } from '../detect/types.ts';
import type { Change } from './lifecycle.ts';
import { createSlowLifecycle, newSlowTrack } from './slow-lifecycle.ts';
import type { Incident } from './types.ts';

const STEP = 60_000;
const DAY = 86_400_000;
const ref = { id: 1, watch: 'requests', labels: { service: 'shop' } };

function life() {
  const lifecycle = createSlowLifecycle({ stepMs: STEP, unit: 'req/s', counts: true, acceptAfterMs: DAY });
  const track = newSlowTrack();
  const columns = allocateColumns(1);
  let step = 0;
  /** The same for so many steps; the changes that they led to. */
  function feed(slow: number, steps: number, cause: number = CAUSE.drift, single: Incident | null = null): Change[] {
    const changes: Change[] = [];
    for (let i = 0; i < steps; i++) {
      columns.slow[0] = slow;
      columns.slowCause[0] = cause;
      columns.value[0] = 60;
      columns.slowExpected[0] = 100;
      changes.push(lifecycle.observe(track, ref, step++ * STEP, columns, 0, single, single === null ? null : 'grew'));
    }
    return changes;
  }
  return { lifecycle, track, feed, now: () => step * STEP };
}

/** An incident of single values. */
const single = (over: Partial<Incident>): Incident => ({
  ...{ id: 'single', watch: 'requests', labels: {}, class: 'drop', direction: -1, status: 'open', severity: 99 },
  ...{ startMs: 0, endMs: null, lastMs: 0, peakMs: 7, peakScore: 9, peakValue: 1, peakExpected: 100, impact: -50 },
  ...{ explanation: '', closedBecause: null, verdict: null, ...over },
});

const opened = { status: 'open', closedBecause: null };

describe('a slow incident', () => {
  it('opens after a quarter of an hour of it, and began with its first step', () => {
    const { feed, track } = life();
    expect(feed(0, 3)).toEqual([null, null, null]);
    expect(feed(-1.2, 14).every((change) => change === null)).toBe(true);
    expect(feed(-1.2, 1)).toEqual(['opened']);
    expect(track.incident).toMatchObject({
      ...opened,
      class: 'drift',
      direction: -1,
      startMs: 3 * STEP,
      peakValue: 60,
    });
    expect(track.incident!.impact).toBe(15 * -40 * 60);
    expect(track.incident!.severity).toBeGreaterThan(20);
  });

  it('does not open on what comes and goes, or to one side and the other', () => {
    const { feed, track } = life();
    for (let i = 0; i < 5; i++) feed(1.5, 14).concat(feed(0.9, 1));
    feed(1.5, 10);
    feed(-1.5, 10);
    feed(-1.5, 4, CAUSE.noise);
    expect(track.incident).toBeNull();
  });

  it('is over after three calm steps, and goes on when it comes back within the hour', () => {
    const { feed, track } = life();
    feed(2, 20, CAUSE.noise);
    expect(feed(0.5, 3, CAUSE.noise)).toEqual([null, null, 'closed']);
    expect(track.incident).toMatchObject({
      class: 'variance',
      closedBecause: 'recovered',
      endMs: 20 * STEP,
      impact: 0,
    });
    const { id } = track.incident!;
    feed(0, 30);
    expect(feed(2, 15, CAUSE.noise).at(-1)).toBe('opened');
    expect(track.incident).toMatchObject({ ...opened, id, startMs: 0 });
  });

  it('is accepted after a day, and not told again for a week', () => {
    const { feed, track } = life();
    feed(-1.5, 1440);
    expect(feed(-1.5, 1)).toEqual(['accepted']);
    expect(track.incident).toMatchObject({ closedBecause: 'accepted', endMs: 1441 * STEP });
    expect(feed(-1.5, 7 * 1440 - 1).every((change) => change === null)).toBe(true);
    expect(feed(-1.5, 15).at(-1)).toBe('opened');
  });

  it('that swings more is accepted after five hours, unless someone called it real', () => {
    const { feed } = life();
    expect(feed(1.5, 301, CAUSE.noise).at(-1)).toBe('accepted');
    const real = life();
    real.feed(1.5, 20, CAUSE.noise);
    real.lifecycle.verdict(real.track, { verdict: 'real', comment: '', by: '', atMs: 0 });
    expect(real.feed(1.5, 300, CAUSE.noise)).not.toContain('accepted');
  });

  it('ends with a verdict that it is none', () => {
    const { lifecycle, feed, track } = life();
    feed(1.5, 16);
    const given = { comment: '', by: '', atMs: 0 };
    expect(lifecycle.verdict(track, { ...given, verdict: 'real' })).toBeNull();
    expect(lifecycle.verdict(track, { ...given, verdict: 'expected' })).toBe('accepted');
    expect(track.incident!.verdict!.verdict).toBe('expected');
    expect(feed(1.5, 60).every((change) => change === null)).toBe(true);
  });
});

describe('beside an incident of single values', () => {
  it('none opens', () => {
    const { feed, track } = life();
    feed(-2, 10);
    feed(-2, 60, CAUSE.drift, single({}));
    feed(-2, 14);
    expect(track.incident).toBeNull();
  });

  it('one that is open has it in it: the worst of both, until both are over', () => {
    const { feed, track } = life();
    feed(-1.5, 20);
    const { id } = track.incident!;
    expect(feed(-1.5, 5, CAUSE.drift, single({}))).toEqual(new Array(5).fill('grew'));
    expect(track.incident).toMatchObject({ ...opened, id, class: 'drift', severity: 99, peakScore: 9, peakValue: 1 });
    expect(track.incident!.impact).toBe(20 * -40 * 60 - 50);
    feed(0, 10, CAUSE.drift, single({ class: 'drop_to_zero' }));
    expect(track.incident).toMatchObject({ ...opened, class: 'drop_to_zero' });
    const over = single({ status: 'closed', endMs: 34 * STEP, closedBecause: 'recovered' });
    expect(feed(0, 1, CAUSE.drift, over)).toEqual(['closed']);
    expect(track.incident).toMatchObject({ id, endMs: 34 * STEP, closedBecause: 'recovered' });
  });

  it('is accepted with it', () => {
    const { feed, track } = life();
    feed(-1.5, 20);
    feed(-1.5, 5, CAUSE.drift, single({}));
    const over = single({ status: 'closed', endMs: 26 * STEP, closedBecause: 'accepted' });
    expect(feed(-1.5, 1, CAUSE.drift, over)).toEqual(['accepted']);
    expect(track.incident!.closedBecause).toBe('accepted');
  });
});

describe('what is remembered', () => {
  it('is forgotten when nothing of it matters any more', () => {
    const { lifecycle, feed, track, now } = life();
    expect(lifecycle.isOver(newSlowTrack(), 0)).toBe(true);
    feed(1.5, 20);
    expect(lifecycle.isOver(track, now())).toBe(false);
    feed(0, 5);
    expect(lifecycle.isOver(track, now())).toBe(false);
    expect(lifecycle.isOver(track, now() + DAY)).toBe(true);
  });

  it('ends with the series', () => {
    const { lifecycle, feed, track } = life();
    expect(lifecycle.expire(track)).toBeNull();
    feed(1.5, 20);
    expect(lifecycle.expire(track)).toBe('closed');
    expect(track.incident!.closedBecause).toBe('expired');
  });
});
