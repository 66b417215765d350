import { describe, expect, it } from '@jest/globals';
import { NAB_PROFILES, nabScore, nabSeries, probationRows, type NabProfileName } from './nab.ts';

const ROWS = 1000;
/** Two windows of 50 rows. */
const WINDOWS = [
  [300, 349],
  [700, 749],
] as const;
const PROFILES = Object.keys(NAB_PROFILES) as NabProfileName[];
const sigma = (x: number) => 2 / (1 + Math.exp(5 * x)) - 1;

function score(detections: Record<number, number>, profile: NabProfileName = 'standard', threshold?: number) {
  const scores = new Float64Array(ROWS);
  for (const [row, value] of Object.entries(detections)) scores[Number(row)] = value;
  return nabScore([nabSeries(scores, WINDOWS, probationRows(ROWS))], NAB_PROFILES[profile], threshold)!;
}

describe('the NAB score', () => {
  it('does not score the first 15 %, at most 750 rows', () => {
    expect([1000, 4032, 5001, 22_695].map(probationRows)).toEqual([150, 604, 750, 750]);
    expect(score({ 100: 9, 300: 1, 700: 1 }).score).toBeCloseTo(100, 9);
  });

  it.each(PROFILES)('of %s: 0 for a detector that says nothing, 100 for a perfect one', (profile) => {
    expect(score({}, profile).score).toBeCloseTo(0, 9);
    expect(score({ 300: 1, 700: 1 }, profile).score).toBeCloseTo(100, 9);
  });

  it('of one of two windows is half', () => {
    for (const profile of PROFILES) expect(score({ 300: 1 }, profile).score).toBeCloseTo(50, 9);
  });

  it('is less for a later detection, and counts the earliest of a window once', () => {
    // Row 340 of window 300 … 349: x = −(349 − 340 + 1) / 50.
    const late = sigma(-10 / 50) / sigma(-1);
    expect(score({ 340: 1 }, 'standard').score).toBeCloseTo((100 * (late - 1 + 2)) / 4, 9);
    expect(score({ 300: 1, 301: 1, 320: 1, 340: 1, 700: 1 }).score).toBeCloseTo(100, 9);
  });

  it.each([
    ['before any window', 200, -1],
    ['just behind a window, costs next to nothing', 350, sigma(1 / 49)],
    ['far behind a window', 600, -1],
  ])('takes false detections off: %s', (_name, row, gain) => {
    for (const profile of PROFILES) {
      const { falseAlarm, missed } = NAB_PROFILES[profile];
      const expected = 100 * (1 + (falseAlarm * gain) / (2 + 2 * missed));
      expect(score({ 300: 1, 700: 1, [row]: 1 }, profile).score).toBeCloseTo(expected, 9);
    }
  });

  it('chooses one threshold for the whole corpus, the one that pays best', () => {
    // Below 5 lie a false detection and a window: 0.11 lost, 2 gained.
    const { score: reached, threshold } = score({ 300: 9, 200: 6, 700: 5, 500: 1 });
    expect(threshold).toBe(5);
    expect(reached).toBeCloseTo(100 * (1 - 0.11 / 4), 9);
  });

  it('takes the threshold that is given', () => {
    expect(score({ 300: 9, 200: 6, 700: 5 }, 'standard', 7)).toEqual({ score: expect.closeTo(50, 9), threshold: 7 });
  });

  it('adds files up', () => {
    const quiet = nabSeries(new Float64Array(ROWS), [], probationRows(ROWS));
    const found = nabSeries(
      Float64Array.from({ length: ROWS }, (_, i) => (i === 300 ? 1 : 0)),
      [WINDOWS[0]],
      150,
    );
    expect(nabScore([quiet, found], NAB_PROFILES.standard)!.score).toBeCloseTo(100, 9);
    expect(nabScore([quiet], NAB_PROFILES.standard)).toBeNull();
  });
});
