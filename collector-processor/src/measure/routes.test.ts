import { describe, expect, it } from '@jest/globals';
import { lookupIn } from './attributes.ts';
import { groupLabels } from './grouping.ts';
import { compileMatchers } from './matchers.ts';
import { createMeasureStage } from './stage.ts';
import { attributes, counter, metricsOf, numberPoint, ordersWatch, summarise, T0 } from './test-telemetry.ts';
import type { AttributeMatcher } from './watch-source.ts';

describe('groupLabels', () => {
  const lookup = lookupIn(attributes({ region: 'eu', pod: 'a\n1' }));

  it.each([
    ['a set', [['region']], [{ region: 'eu' }]],
    ['the empty set is the total', [[]], [{}]],
    ['several sets', [['region'], ['pod']], [{ region: 'eu' }, { pod: 'a 1' }]],
    ['a missing attribute is unknown', [['zone']], [{ zone: 'unknown' }]],
    ['… or left to the coarser set that holds it', [['region'], ['region', 'zone']], [{ region: 'eu' }]],
    [
      '… but not to one that misses it too',
      [['zone'], ['zone', 'region']],
      [{ zone: 'unknown' }, { zone: 'unknown', region: 'eu' }],
    ],
    ['the same set twice counts once', [['region'], ['region']], [{ region: 'eu' }]],
  ])('%s', (_name, groupBy, expected) => {
    expect(groupLabels(groupBy, lookup)).toEqual(expected);
  });
});

describe('compileMatchers', () => {
  const lookup = lookupIn(attributes({ code: 503 }), attributes({ code: 200, service: 'shop' }));
  const matcher = (key: string, op: AttributeMatcher['op'], value: string): AttributeMatcher => ({ key, op, value });

  it.each([
    ['equal, the point before its resource', [matcher('code', '=', '503')], true],
    ['equal, from the resource', [matcher('service', '=', 'shop')], true],
    ['unequal', [matcher('service', '!=', 'shop')], false],
    ['a missing one is unequal', [matcher('zone', '!=', 'eu')], true],
    ['a missing one equals the empty text', [matcher('zone', '=', '')], true],
    ['a pattern', [matcher('code', '=~', '5..')], true],
    ['a pattern is anchored', [matcher('code', '=~', '5')], false],
    ['alternatives are anchored too', [matcher('code', '=~', '2|5')], false],
    ['not a pattern', [matcher('code', '!~', '4..|5..')], false],
    ['all must hold', [matcher('code', '=', '503'), matcher('service', '=', 'cart')], false],
    ['none given', [], true],
  ])('%s', (_name, matchers, expected) => {
    expect(compileMatchers(matchers)(lookup)).toBe(expected);
  });
});

describe('a named watch', () => {
  const point = (value: number, values: Record<string, string>) =>
    numberPoint(value, { startMs: T0, timeMs: T0 + 60_000 }, values);
  const request = metricsOf(
    { 'service.name': 'shop' },
    counter(
      [
        point(1, { region: 'eu', status: 'failed' }),
        point(2, { region: 'eu', status: 'ok' }),
        point(4, { region: 'us', status: 'ok' }),
      ],
      'delta',
    ),
  );

  it('takes the points that it selects, by its groups', () => {
    const watch = ordersWatch('rate', {
      groupBy: [['region', 'service.name']],
      source: { kind: 'otlp-metric', metric: 'orders', where: [{ key: 'region', op: '=', value: 'eu' }] },
    });
    const { batch, accepted, refused } = createMeasureStage({ watches: [watch] }).metrics(request, T0);
    expect(summarise(batch)).toEqual({ 'orders{region=eu,service.name=shop}@0': 3 });
    expect(accepted).toBe(2);
    expect(refused).toMatchObject([{ reason: 'unwatched', count: 1, told: false }]);
  });

  it('has a ratio of what is in the numerator to all that it selects', () => {
    const watch = ordersWatch('ratio', {
      source: {
        kind: 'otlp-metric',
        metric: 'orders',
        where: [],
        numerator: [{ key: 'status', op: '=', value: 'failed' }],
      },
    });
    expect(summarise(createMeasureStage({ watches: [watch] }).metrics(request, T0).batch)).toEqual({
      'orders{}@0': '1/7',
    });
  });

  it('may look at the same metric as another one', () => {
    const watches = [ordersWatch(), ordersWatch('rate', { name: 'by_region', groupBy: [['region']], stepMs: 30_000 })];
    expect(summarise(createMeasureStage({ watches }).metrics(request, T0).batch)).toEqual({
      'orders{}@0': 7,
      'by_region{region=eu}@0': 1.5,
      'by_region{region=eu}@0.5': 1.5,
      'by_region{region=us}@0': 2,
      'by_region{region=us}@0.5': 2,
    });
  });
});
