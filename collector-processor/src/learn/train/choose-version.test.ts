import { describe, expect, it } from '@jest/globals';
import { chooseVersion, type Rated } from './choose-version.ts';

const rated = (id: Rated['id'], gain: number, inUse = false): Rated => ({
  id,
  inUse,
  result: { gains: [gain, gain], falseAlarmsPerDay: 0, found: 1 },
});

describe('which version is used', () => {
  it.each<[string, Rated[], Rated['id'] | undefined]>([
    ['the first there is', [rated('fresh', 0.1)], 'fresh'],
    ['the fresh one when it does as well', [rated('fresh', 0.6), rated(4, 0.62, true), rated(3, 0.6)], 'fresh'],
    ['the one in use when the fresh one does clearly worse', [rated('fresh', 0.4), rated(4, 0.6, true)], 4],
    [
      'one before it, when both newer ones do clearly worse',
      [rated('fresh', 0.3), rated(4, 0.4, true), rated(3, 0.6)],
      3,
    ],
    [
      'the one in use rather than a slightly better one before it',
      [rated('fresh', 0.3), rated(4, 0.6, true), rated(3, 0.63)],
      4,
    ],
    ['the one in use where nothing could be trained', [rated(4, 0.2, true), rated(3, 0.22)], 4],
    ['none of none', [], undefined],
  ])('%s', (_name, versions, id) => expect(chooseVersion(versions)?.id).toBe(id));
});
