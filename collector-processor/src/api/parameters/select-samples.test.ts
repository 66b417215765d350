import { describe, expect, it } from '@jest/globals';
import { selectSamples } from './select-samples.ts';
import { parseSelectors } from './selectors.ts';

const PAGE = [
  '# HELP a_total A',
  '# TYPE a_total counter',
  'a_total{x="1",y="a \\"b\\""} 1',
  'a_total{x="2"} 2',
  '# HELP b B',
  '# TYPE b gauge',
  'b 3',
  '',
].join('\n');
const selected = (selector: string) => selectSamples(PAGE, parseSelectors(selector)!).split('\n').filter(Boolean);

describe('selectSamples', () => {
  it('keeps what is asked for with what is said of its family', () => {
    expect(selected('b')).toEqual(['# HELP b B', '# TYPE b gauge', 'b 3']);
    expect(selected('{x="2"}')).toEqual(['# HELP a_total A', '# TYPE a_total counter', 'a_total{x="2"} 2']);
    expect(selected('a_total{y="a \\"b\\""}').at(-1)).toContain('x="1"');
    expect(selected('nothing')).toEqual([]);
  });
});
