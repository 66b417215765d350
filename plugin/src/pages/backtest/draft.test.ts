import { describe, expect, it } from '@jest/globals';
import { draftOf, draftParams, nameProblem, parseDraft, watchName, watchRequest } from './draft';
import { atStep, stepSeconds } from './rate-interval';

const QUERY = { title: 'Orders a second', expr: 'sum(rate(x[$__rate_interval]))', source: 'main', taken: [] };
const start = draftOf(QUERY, 'Europe/Berlin');

describe('a draft', () => {
  it('begins as a person would have it', () => {
    expect(start).toMatchObject({ name: 'orders_a_second', measure: 'rate', step: '60s', alarmsPerWeek: 1 });
  });

  it('takes a name that is free', () => {
    const taken = ['orders_a_second', 'orders_a_second_2'];
    expect(draftOf({ ...QUERY, taken }, 'UTC').name).toBe('orders_a_second_3');
    expect(draftOf({ ...QUERY, title: 'x'.repeat(99), taken: ['x'.repeat(63)] }, 'UTC').name).toBe(
      `${'x'.repeat(61)}_2`,
    );
  });

  it('goes through the address and comes back', () => {
    const changed = { ...start, direction: 'down', alarmsPerWeek: 3, step: '5m', minRelative: 0.25 } as const;
    const params = new URLSearchParams(
      draftParams({ direction: 'down', alarmsPerWeek: 3, step: '5m', minRelative: 0.25 }),
    );
    expect(parseDraft(params, start)).toEqual(changed);
  });

  it('takes nothing from a mangled address', () => {
    expect(parseDraft(new URLSearchParams('direction=left&alarms=-1&abs=x&rel=NaN&measure=p95'), start)).toEqual(start);
  });

  it('is a watch as tidemark.yaml has it', () => {
    expect(watchRequest(start, { description: 'From a panel', limit: { value: 9 } })).toEqual({
      ...{
        name: 'orders_a_second',
        description: 'From a panel',
        limit: { value: 9 },
        measure: 'rate',
        step: '60s',
        direction: 'both',
      },
      source: { promql: 'sum(rate(x[75s]))', from: 'main' },
      timezone: 'Europe/Berlin',
      sensitivity: { false_alarms_per_week: 1 },
      min_change: { absolute: 0, relative: 0.1 },
    });
  });

  it('names no source where there is only one', () => {
    expect(watchRequest({ ...start, source: '' }, {}).source).toEqual({ promql: 'sum(rate(x[75s]))' });
  });
});

describe('what the values are', () => {
  it.each([
    ['sum(rate(http_requests_total[5m]))', 'rate'],
    ['sum(rate(errors[5m])) / sum(rate(all[5m]))', 'ratio'],
    ['node_load1', 'last'],
    ['rate_limit_remaining', 'last'],
  ])('of %s is guessed as %s', (expr, measure) => {
    expect(draftOf({ ...QUERY, expr }, 'UTC').measure).toBe(measure);
  });
});

describe('watchName', () => {
  it.each([
    ['Requests / s (total)', 'requests_s_total'],
    ['95th percentile', 'th_percentile'],
    ['Żółć', 'zo_c'],
    ['注文', 'my_graph'],
    ['', 'my_graph'],
    ['x'.repeat(99), 'x'.repeat(63)],
  ])('%s', (title, name) => {
    expect(watchName(title)).toBe(name);
    expect(nameProblem(name)).toBeNull();
  });
});

describe('atStep', () => {
  it.each([
    ['60s', 'rate(x[75s]) + 60s'],
    ['10s', 'rate(x[60s]) + 10s'],
    ['1h', 'rate(x[3615s]) + 3600s'],
  ])('at %s', (step, expected) => {
    expect(atStep('rate(x[$__rate_interval]) + $__interval', step)).toBe(expected);
  });

  it('knows what is no step', () => {
    expect(stepSeconds('soon')).toBeNull();
  });
});
