import { describe, expect, it } from '@jest/globals';
import { aSeries, aWatch } from '../test-support/fixtures';
import { labelValues, parseVariableQuery, watchValues } from './variables';

describe('parseVariableQuery', () => {
  it.each([
    ['', { kind: 'watches' }],
    ['watches()', { kind: 'watches' }],
    [' label_values( requests , http.route ) ', { kind: 'labels', watch: 'requests', label: 'http.route' }],
    ['label_values(requests)', null],
    ['up', null],
  ])('%p', (text, expected) => {
    expect(parseVariableQuery(text)).toEqual(expected);
  });
});

describe('the values of variables', () => {
  it('are the names of watches', () => {
    expect(watchValues([aWatch(), aWatch({ name: 'errors' })])).toEqual(['requests', 'errors']);
  });

  it.each(['http.route', 'http_route'])('are those of the label %s, each once, as people count', (label) => {
    const series = ['/p10', '/p2', '/p10'].map((route) => aSeries({ labels: { 'http.route': route, a: '1' } }));

    expect(labelValues(series, label)).toEqual(['/p2', '/p10']);
  });
});
