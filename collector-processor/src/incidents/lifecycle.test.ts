import { describe, expect, it } from '@jest/globals';
import { allocateColumns, CAUSE } from '../detect/types.ts';
import { createLifecycle, newTrack, type Change } from './lifecycle.ts';

const STEP = 60_000;
const DAY = 86_400_000;
const ref = { id: 1, watch: 'requests', labels: { service: 'shop' } };

/** A track fed with scores; below the expected value of 100 where they are negative. */
function life(opensAtOnce = true) {
  const lifecycle = createLifecycle({
    stepMs: STEP,
    unit: 'req/s',
    opensAtOnce,
    counts: true,
    acceptAfterMs: DAY,
    expireAfterMs: 7 * DAY,
  });
  const track = newTrack();
  const columns = allocateColumns(1);
  let step = 0;
  function feed(...scores: number[]): Change[] {
    return scores.map((score) => {
      columns.score[0] = Math.abs(score);
      columns.direction[0] = Math.sign(score);
      columns.expected[0] = 100;
      columns.value[0] = 100 + score * 10;
      columns.cause[0] = Math.abs(score) > 1 ? CAUSE.value : CAUSE.none;
      return lifecycle.observe(track, ref, step++ * STEP, columns, 0, 0);
    });
  }
  return { lifecycle, track, feed, columns };
}

describe('opening', () => {
  it('a strong alarm opens at once', () => {
    expect(life().feed(0.5, 2.5)).toEqual([null, 'opened']);
  });

  it('not where one slow request can fill two steps: then three in four do', () => {
    expect(life(false).feed(0.5, 5, 5, 0.5, 0.5, 5, 5, 0.5, 5)).toEqual([...new Array<null>(8).fill(null), 'opened']);
  });

  it('a weak one alone does not, two in three steps do, from the first of them', () => {
    const { feed, track } = life();
    expect(feed(1.2, 0.4, 0.4, 1.2, 0.5, 1.1)).toEqual([null, null, null, null, null, 'opened']);
    expect(track.incident!.startMs).toBe(3 * STEP);
  });

  it('weak alarms on opposite sides are noise', () => {
    expect(life().feed(1.2, -1.2)).toEqual([null, null]);
  });

  it('gives the same id for the same watch, labels and start', () => {
    const [a, b] = [life(), life()];
    a.feed(3);
    b.feed(3, 4, 5);
    expect(a.track.incident!.id).toBe(b.track.incident!.id);
  });
});

describe('going on', () => {
  it('keeps the peak and adds up what was lost', () => {
    const { feed, track } = life();
    feed(-3, -5, -2);
    expect(track.incident).toMatchObject({ peakScore: 5, peakMs: STEP, peakValue: 50, direction: -1 });
    expect(track.incident!.impact).toBe(-(30 + 50 + 20) * 60);
  });

  it('does not close on a short calm, and closes after three calm steps, at the last troubled one', () => {
    const { feed, track } = life();
    expect(feed(3, 0.2, 0.2, 3, 0.9, 0.2, 0.2, 0.2)).toEqual([
      'opened',
      null,
      null,
      'grew',
      'grew',
      null,
      null,
      'closed',
    ]);
    expect(track.incident).toMatchObject({ status: 'closed', endMs: 5 * STEP, closedBecause: 'recovered' });
  });

  it('goes on while its change lasts, though the limits hold it again', () => {
    const { feed, track, columns } = life();
    feed(3);
    columns.lasting[0] = 1.4;
    feed(...new Array<number>(60).fill(0.3));
    expect(track.incident).toMatchObject({ status: 'open', peakScore: 3 });
    columns.lasting[0] = 0.3;
    expect(feed(0.3, 0.3, 0.3).at(-1)).toBe('closed');
  });

  it('comes back as the same incident when it comes back at once, as another one later', () => {
    const { feed, track } = life();
    feed(3, 0, 0, 0);
    const { id } = track.incident!;
    feed(3);
    expect(track.incident).toMatchObject({ id, status: 'open', endMs: null });
    feed(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3);
    expect(track.incident!.id).not.toBe(id);
  });
});

describe('ending otherwise', () => {
  it('a level that has settled is accepted', () => {
    const { feed, track } = life();
    const changes = feed(...new Array<number>(301).fill(4));
    expect(changes.at(-1)).toBe('accepted');
    expect(track.incident).toMatchObject({ class: 'level_shift', closedBecause: 'accepted' });
  });

  it('zero is accepted only after a week', () => {
    const { feed, track } = life();
    expect(feed(...new Array<number>(7 * 1440).fill(-10)).filter((change) => change === 'accepted')).toEqual([]);
    expect(track.incident!.class).toBe('drop_to_zero');
    expect(feed(-10)).toEqual(['accepted']);
  });

  it('a verdict of "real" keeps it open, the others accept it', () => {
    const said = (verdict: 'real' | 'false_alarm' | 'expected') => ({ verdict, comment: '', by: 'ann', atMs: 5 });
    for (const [verdict, change] of [
      ['real', null],
      ['false_alarm', 'accepted'],
      ['expected', 'accepted'],
    ] as const) {
      const { feed, track, lifecycle } = life();
      feed(3);
      expect(lifecycle.verdict(track, said(verdict))).toBe(change);
      expect(track.incident!.verdict).toEqual(said(verdict));
    }
  });

  it('ends with a series that is gone', () => {
    const { feed, track, lifecycle } = life();
    feed(3);
    expect(lifecycle.expire(track)).toBe('closed');
    expect(track.incident!.closedBecause).toBe('expired');
    expect(lifecycle.expire(track)).toBeNull();
  });
});
