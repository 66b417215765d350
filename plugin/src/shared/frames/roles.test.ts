import { describe, expect, it } from '@jest/globals';
import { FieldType, type Field } from '@grafana/data';
import { grafanaUnit } from './units';
import { markOf } from './roles';

const field = (change: Partial<Field>): Field => ({
  name: 'Value',
  type: FieldType.number,
  config: {},
  values: [],
  ...change,
});

describe('markOf', () => {
  it('reads its own mark', () => {
    const mark = { role: 'upper', seriesKey: 'k', seriesName: 'shop' };

    expect(markOf(field({ config: { custom: { tidemark: mark } } }))).toEqual(mark);
  });

  it.each([
    ['a role that is none', { role: 'hat', seriesKey: 'k', seriesName: 's' }],
    ['no key', { role: 'upper' }],
    ['something else', 'upper'],
  ])('refuses %s', (_, tidemark) => {
    expect(markOf(field({ config: { custom: { tidemark } } }))).toBeNull();
  });

  it("recognises derived metrics that come back from Prometheus, one series' together", () => {
    const labels = { watch: 'requests', service_name: 'shop', job: 'tidemark' };
    const value = markOf(field({ labels: { __name__: 'tidemark_value', ...labels } }));
    const upper = markOf(field({ labels: { __name__: 'tidemark_typical_upper', ...labels } }));

    expect(value).toMatchObject({ role: 'value', seriesName: 'requests shop' });
    expect(upper?.role).toBe('typicalUpper');
    expect(upper?.seriesKey).toBe(value?.seriesKey);
  });

  it('takes no other metric for ours', () => {
    expect(markOf(field({ labels: { __name__: 'http_requests_total' } }))).toBeNull();
  });
});

describe('grafanaUnit', () => {
  it.each([
    ['req/s', 'reqps'],
    ['ratio', 'percentunit'],
    ['s', 's'],
    ['', 'short'],
    ['orders', 'suffix: orders'],
  ])('%s is %s', (unit, expected) => {
    expect(grafanaUnit(unit)).toBe(expected);
  });
});
