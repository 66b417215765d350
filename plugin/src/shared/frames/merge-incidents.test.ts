import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { T0, anIncident } from '../../test-support/fixtures';
import { mergeIncidents } from './merge-incidents';

const at = (id: string, startMs: number, lengthMs: number, severity = 50) =>
  anIncident({ id, severity, startMs: T0 + startMs, endMs: T0 + startMs + lengthMs });
const RANGE = { fromMs: T0, toMs: T0 + 100_000 };
const ids = (budget: number, incidents: ReturnType<typeof at>[]) =>
  mergeIncidents(incidents, { ...RANGE, budget }).map((group) => group.incidents.map(({ id }) => id));

describe('mergeIncidents', () => {
  it('leaves each alone within the budget, oldest first', () => {
    expect(ids(2, [at('b', 10, 90), at('a', 0, 50)])).toEqual([['a'], ['b']]);
  });

  it('merges what overlaps first, the most severe leading', () => {
    const incidents = [at('a', 0, 1000, 20), at('b', 500, 1000, 90), at('c', 50_000, 100)];

    expect(ids(2, incidents)).toEqual([['b', 'a'], ['c']]);
    expect(mergeIncidents(incidents, { ...RANGE, budget: 2 })[0]).toMatchObject({ startMs: T0, endMs: T0 + 1500 });
  });

  it('keeps to any budget, and loses none', () => {
    const incident = fc.record({ start: fc.nat(100_000), length: fc.nat(5000), severity: fc.nat(100) });
    fc.assert(
      fc.property(fc.array(incident, { maxLength: 60 }), fc.integer({ min: 1, max: 20 }), (given, budget) => {
        const incidents = given.map(({ start, length, severity }, n) => at(`${n}`, start, length, severity));
        const groups = mergeIncidents(incidents, { ...RANGE, budget });
        expect(groups.length).toBeLessThanOrEqual(budget);
        expect(groups.flatMap((group) => group.incidents).length).toBe(given.length);
      }),
    );
  });
});
