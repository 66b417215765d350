import { describe, expect, it } from '@jest/globals';
import { seriesOf } from './same-series';

const LINES: Array<Record<string, string>> = [
  { __name__: 'rate', job: 'shop', service_name: 'shop', http_route: '/a', region: 'eu' },
  { __name__: 'rate', job: 'shop', service_name: 'shop', http_route: '/a' },
  { __name__: 'rate', job: 'shop', service_name: 'shop', http_route: '/b' },
];
const find = (labels: Record<string, string>, lines: Array<Record<string, string>> = LINES) =>
  seriesOf(labels, lines, (line) => line);

describe('seriesOf', () => {
  it('finds the line of the same labels, under Prometheus names, with the fewest beside', () => {
    expect(find({ 'service.name': 'shop', 'http.route': '/a' })).toBe(LINES[1]);
    expect(find({ 'service.name': 'shop', 'http.route': '/b' })).toBe(LINES[2]);
  });

  it('finds none where a label differs or is missing', () => {
    expect(find({ 'service.name': 'other' })).toBeUndefined();
    expect(find({ cloud: 'x' })).toBeUndefined();
  });

  it('gives a total to the only line, or to the one without labels, never to one of many', () => {
    const total = { __name__: 'rate' };
    expect(find({}, [LINES[0]])).toBe(LINES[0]);
    expect(find({}, [LINES[0], total])).toBe(total);
    expect(find({}, LINES)).toBeUndefined();
  });
});
