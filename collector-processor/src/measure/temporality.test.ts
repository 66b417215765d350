import { describe, expect, it } from '@jest/globals';
import { advanceCumulative, deltaStart, type Advance } from './temporality.ts';

const RECENT_MS = 300_000;
/** A stream that has said a total: started at 1,000,000 and said it at 2,000,000. */
const STARTED = 1_000_000;
const SAID = 2_000_000;

describe('advanceCumulative', () => {
  it.each<[string, number | null, { startMs: number; timeMs: number }, Advance]>([
    ['the first of an old stream is the baseline', null, { startMs: STARTED, timeMs: SAID }, 'baseline'],
    ['the first of a stream without a start is the baseline', null, { startMs: 0, timeMs: SAID }, 'baseline'],
    [
      'the first of a young stream counts since its start',
      null,
      { startMs: STARTED, timeMs: 1_060_000 },
      'since_start',
    ],
    ['a point at its own start knows nothing yet', null, { startMs: STARTED, timeMs: STARTED }, 'baseline'],
    ['the next one is compared with the last one', STARTED, { startMs: STARTED, timeMs: 2_060_000 }, 'grown'],
    ['without any start too', 0, { startMs: 0, timeMs: 2_060_000 }, 'grown'],
    ['a later start begins anew', STARTED, { startMs: 2_030_000, timeMs: 2_060_000 }, 'since_start'],
    ['a start where none was known before begins anew', 0, { startMs: 2_030_000, timeMs: 2_060_000 }, 'since_start'],
    ['a start at the last point begins anew', STARTED, { startMs: SAID, timeMs: 2_060_000 }, 'since_start'],
    ['a new start at its own point is a new baseline', STARTED, { startMs: 2_060_000, timeMs: 2_060_000 }, 'baseline'],
    ['a start corrected to before the last point goes on', STARTED, { startMs: 1_500_000, timeMs: 2_060_000 }, 'grown'],
    ['the same time again is a duplicate', STARTED, { startMs: STARTED, timeMs: SAID }, 'duplicate'],
    ['an older time is out of order', STARTED, { startMs: STARTED, timeMs: 1_990_000 }, 'out_of_order'],
    ['an older start is out of order', STARTED, { startMs: 900_000, timeMs: 2_060_000 }, 'out_of_order'],
  ])('%s', (_name, lastStartMs, { startMs, timeMs }, expected) => {
    const advance = advanceCumulative(lastStartMs !== null, lastStartMs ?? NaN, SAID, startMs, timeMs, NaN, RECENT_MS);
    expect(advance).toBe(expected);
  });

  it('counts all of a stream that the report before did not have', () => {
    expect(advanceCumulative(false, NaN, NaN, STARTED, 2_060_000, SAID, RECENT_MS)).toBe('since_absent');
  });
});

describe('deltaStart', () => {
  it.each<[string, number, number, number]>([
    ['its start', 1_000, SAID, 1_000],
    ['the last point where it has no start', 0, SAID, SAID],
    ['the millisecond that ends it where nothing is known', 0, NaN, 2_059_999],
    ['the millisecond that ends it where its start is its time', 2_060_000, SAID, 2_059_999],
  ])('is %s', (_name, startMs, lastMs, expected) => {
    expect(deltaStart(startMs, 2_060_000, lastMs)).toBe(expected);
  });
});
