import { afterEach, describe, expect, it } from '@jest/globals';
import { setLanguage } from '../../shared/i18n/language';
import { anIncident, T0 } from '../../test-support/fixtures';
import { incidentFacts } from './incident-facts';

const context = { unit: 'req/s', nowMs: T0 + 900_000, timeZone: 'utc' };
const factsOf = (change: Parameters<typeof anIncident>[0] = {}, of = context) =>
  new Map(incidentFacts(anIncident(change), of));

afterEach(() => setLanguage('en-US'));

describe('incidentFacts', () => {
  it('are all that is known of one that is over, in the order that people ask', () => {
    expect(incidentFacts(anIncident(), context)).toEqual([
      ['Status', 'Recovered, lasted 5 min'],
      ['Began', 'Sat 21 Nov 2026, 08:00:00'],
      ['Ended', 'Sat 21 Nov 2026, 08:05:00'],
      ['Severity', '90 of 100, critical'],
      ['Impact', '12,000 requests lost'],
      ['At its worst', '0 req/s, where 40 req/s was expected (Sat 21 Nov 2026, 08:01:00, score 5.0)'],
    ]);
  });

  it('of an open one say how long it has been, and when it was last seen', () => {
    const facts = factsOf({ status: 'open', endMs: null, closedBecause: null });

    expect(facts.get('Status')).toBe('open for 15 min');
    expect(facts.get('Last seen')).toBe('Sat 21 Nov 2026, 08:04:50');
    expect(facts.has('Ended')).toBe(false);
  });

  it('tell times at the clock of the page, and numbers as its language does', () => {
    setLanguage('de-DE');
    const facts = factsOf({ peakScore: 4.75, peakValue: 0.5 }, { ...context, timeZone: 'Europe/Berlin' });

    expect(facts.get('Began')).toContain('09:00:00');
    expect(facts.get('At its worst')).toMatch(/^0,500 req\/s, where 40 req\/s was expected \(.*09:01:00, score 4,8\)$/);
  });

  it('say so where the worst is that nothing came', () => {
    expect(factsOf({ class: 'absent', peakValue: null }).get('At its worst')).toMatch(/^no value, where 40 req\/s/);
  });

  it('leave out an impact that cannot be counted', () => {
    expect(factsOf({ impact: null }).has('Impact')).toBe(false);
  });

  it.each([
    [{ by: '', comment: '' }, 'Real, Sat 21 Nov 2026, 08:10:00'],
    [{ by: 'ada', comment: '' }, 'Real by ada, Sat 21 Nov 2026, 08:10:00'],
    [{ by: '', comment: 'a < b & c' }, 'Real, Sat 21 Nov 2026, 08:10:00: a < b & c'],
    [{ by: '<Ada>', comment: 'b' }, 'Real by <Ada>, Sat 21 Nov 2026, 08:10:00: b'],
  ])('tell a verdict with what it came with: %j', (change, text) => {
    const verdict = { verdict: 'real', atMs: T0 + 600_000, ...change } as const;
    expect(factsOf({ verdict }).get('Verdict')).toBe(text);
  });
});
