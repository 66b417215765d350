import { describe, expect, it } from '@jest/globals';
import { stepReport } from '../../test/support/step-report.ts';
import { giveOut } from './give-out.ts';
import type { StepReport } from './types.ts';

const PART_MS = 4;

describe('giveOut', () => {
  it('gives out every report once, in order, and lets others have a turn before long', async () => {
    let nowMs = 0;
    const told: string[] = [];
    function* scored(): Generator<StepReport> {
      for (let part = 0; part < 7; part++) {
        nowMs += PART_MS;
        yield stepReport({ stepStartMs: 0, part, rows: [] });
      }
    }
    setImmediate(() => told.push('a turn'));
    const worked = await giveOut(scored(), (reports) => told.push(reports.map(({ step }) => step.part).join('')), {
      stopwatch: () => nowMs,
    });
    expect(told.filter((what) => what !== 'a turn')).toEqual(['012', '345', '6']);
    expect(told.indexOf('a turn')).toBe(1);
    expect(worked).toBe(7 * PART_MS);
  });

  it('publishes nothing where nothing is due', async () => {
    await giveOut([], () => {
      throw new Error('nothing to publish');
    });
  });

  it('publishes large parts one by one: what is written at once is bounded', async () => {
    const rows = Array.from({ length: 1024 }, (_, i) => ({ labels: { r: String(i) } }));
    const told: number[] = [];
    await giveOut(
      [0, 1].map((part) => stepReport({ stepStartMs: 0, part, rows })),
      (reports) => told.push(reports.length),
    );
    expect(told).toEqual([1, 1]);
  });

  it('waits for room before it scores more', async () => {
    let scored = 0;
    function* reports(): Generator<StepReport> {
      for (; scored < 3; scored++) yield stepReport({ stepStartMs: 0, part: scored, rows: [] });
    }
    let tellRoom = (): void => undefined;
    let full: Promise<void> | null = new Promise((resolve) => (tellRoom = resolve));
    const given = giveOut(reports(), () => undefined, { room: () => full });
    await new Promise(setImmediate);
    expect(scored).toBe(0);
    full = null;
    tellRoom();
    await given;
    expect(scored).toBe(3);
  });
});
