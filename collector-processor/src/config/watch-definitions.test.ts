import { describe, expect, it } from '@jest/globals';
import type { WatchDefinition } from '../measure/watch-source.ts';
import { parseConfig } from './load-config.ts';
import { formatProblem } from './problem.ts';

function watchOf(text: string, name: string): WatchDefinition {
  const result = parseConfig(text, 't.yaml', {});
  if (result.status === 'invalid') throw new Error(result.problems.map(formatProblem).join('\n'));
  const watch = result.settings.watches.find((each) => each.name === name);
  if (watch === undefined) throw new Error(`no watch ${name}`);
  return watch;
}

const ORDERS = `
defaults: { timezone: Asia/Tokyo, min_change: { absolute: 1 } }
watches:
  - name: orders
    unit: orders/s
    source: { otlp: { metric: shop.orders, where: { region: eu, status: '!=500', route: '=~/api/.*', code: 200 } } }
    measure: rate
    by: [route]
    step: 5m
    direction: down
    sensitivity: { false_alarms_per_week: 0.5 }
    min_change: { relative: 0.2 }
    typical: 0.99
    forecast: { horizon: [1d, 1h] }
  - name: times
    source: { otlp: { metric: t } }
    measure: [p99.9, p50]
    step: 2h
  - name: failed
    source: { otlp: { metric: t, numerator: { status: '=~5..' } } }
    measure: ratio
`;

describe('an HTTP watch', () => {
  it('takes a limit, a forecaster and its own direction', () => {
    const text = 'http_watches: { requests: { limit: { value: 500 }, forecast: { model: ets } } }';
    expect(watchOf(text, 'requests')).toMatchObject({ limit: { value: 500 }, forecastModel: 'ets', direction: 'both' });
    expect(watchOf(text, 'errors')).toMatchObject({ direction: 'up', minChange: { absolute: 0.01 } });
  });
});

describe('a named watch', () => {
  it('is what its text says, then what the defaults say', () => {
    expect(watchOf(ORDERS, 'orders')).toEqual({
      typical: 0.99,
      name: 'orders',
      description: '',
      unit: 'orders/s',
      origin: 'config',
      measure: 'rate',
      quantiles: [],
      groupBy: [['route']],
      stepMs: 300_000,
      direction: 'down',
      falseAlarmsPerWeek: 0.5,
      minChange: { absolute: 1, relative: 0.2 },
      timezone: 'Asia/Tokyo',
      specialDays: [],
      nonNegative: true,
      countUnit: 1 / 300,
      horizonsMs: [3_600_000, 86_400_000],
      forecastModel: 'auto',
      source: {
        kind: 'otlp-metric',
        metric: 'shop.orders',
        where: [
          { key: 'region', op: '=', value: 'eu' },
          { key: 'status', op: '!=', value: '500' },
          { key: 'route', op: '=~', value: '/api/.*' },
          { key: 'code', op: '=', value: '200' },
        ],
      },
    });
  });

  it('takes quantiles in order, and leaves out inherited horizons below its step', () => {
    const watch = watchOf(ORDERS, 'times');
    expect(watch).toMatchObject({
      measure: 'quantiles',
      quantiles: [0.5, 0.999],
      groupBy: [[]],
      horizonsMs: [86_400_000],
    });
  });

  it('knows the panel that shows it', () => {
    const text = `watches: [{ name: orders, source: { otlp: { metric: t } }, measure: rate, panel: { dashboard: shop, id: 3 } }]
http_watches: { errors: { panel: { dashboard: shop, id: 8, variables: { service: service.name } } } }`;
    expect(watchOf(text, 'orders').panel).toEqual({ dashboard: 'shop', id: 3, variables: [] });
    expect(watchOf(text, 'errors').panel).toEqual({
      ...{ dashboard: 'shop', id: 8 },
      variables: [{ name: 'service', label: 'service.name' }],
    });
    expect(watchOf(text, 'requests').panel).toBeUndefined();
  });

  it('takes the numerator of a ratio', () => {
    expect(watchOf(ORDERS, 'failed').source).toEqual({
      kind: 'otlp-metric',
      metric: 't',
      where: [],
      numerator: [{ key: 'status', op: '=~', value: '5..' }],
    });
  });
});

describe('an HTTP watch', () => {
  it('keeps its own direction and smallest change where the file says nothing', () => {
    const watch = watchOf('', 'errors');
    expect(watch).toMatchObject({
      origin: 'builtin',
      direction: 'up',
      minChange: { absolute: 0.01, relative: 0.1 },
      stepMs: 60_000,
    });
  });

  it('takes its own section over the defaults', () => {
    const text =
      'defaults: { step: 10s, sensitivity: { false_alarms_per_week: 2 } }\nhttp_watches: { requests: { step: 30s, direction: down } }';
    expect(watchOf(text, 'requests')).toMatchObject({
      stepMs: 30_000,
      countUnit: 1 / 30,
      direction: 'down',
      falseAlarmsPerWeek: 2,
    });
    expect(watchOf(text, 'latency')).toMatchObject({ stepMs: 10_000 });
  });

  it('can be turned off, alone or with the others', () => {
    expect(() => watchOf('http_watches: { latency: { enabled: false } }', 'latency')).toThrow('no watch latency');
    expect(() => watchOf('http_watches: { enabled: false }', 'requests')).toThrow('no watch requests');
  });
});
