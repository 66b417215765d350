import { describe, expect, it } from '@jest/globals';
import type { Note } from '../../grafana/read-notes';
import { anIncident, T0 } from '../../test-support/fixtures';
import { nearestNotes, NOTED_BEFORE_MS, notedWindow } from './use-notes';

const note = (id: number, startMs: number): Note => ({
  id,
  startMs,
  endMs: startMs,
  text: '',
  tags: [],
  dashboardUid: null,
});

describe('notedWindow', () => {
  it('reaches from an hour before to the end, of an open one to now', () => {
    const closed = anIncident({ startMs: T0, endMs: T0 + 300_000 });
    const open = anIncident({ startMs: T0, endMs: null, status: 'open' });

    expect(notedWindow(closed, T0 + 900_000)).toEqual({ fromMs: T0 - NOTED_BEFORE_MS, toMs: T0 + 300_000 });
    expect(notedWindow(open, T0 + 900_000).toMs).toBe(T0 + 900_000);
  });
});

describe('nearestNotes', () => {
  it('keeps those nearest to the beginning, oldest first', () => {
    const notes = [note(1, T0 - 900_000), note(2, T0 - 60_000), note(3, T0 + 30_000), note(4, T0 + 600_000)];

    expect(nearestNotes(notes, T0, 2).map(({ id }) => id)).toEqual([2, 3]);
    expect(nearestNotes(notes, T0, 9)).toHaveLength(4);
  });
});
