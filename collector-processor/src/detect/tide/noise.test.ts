import { describe, expect, it } from '@jest/globals';
import { watch } from '../../../test/scenarios/run.ts';
import { noiseRules } from './noise.ts';

describe('what is told of noise', () => {
  it.each([
    ['last', 'both', true, true],
    ['last', 'up', true, false],
    ['rate', 'down', false, true],
    // Few requests make these noisier than many.
    ['ratio', 'up', false, false],
    ['quantiles', 'up', false, false],
    ['ratio', 'both', true, true],
  ] as const)('%s, watched %s: more %s, less %s', (measure, direction, tellsMore, tellsLess) => {
    expect(noiseRules(1 / 60, watch({ measure, direction }))).toMatchObject({ tellsMore, tellsLess });
  });
});
