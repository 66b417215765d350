import { describe, expect, it } from '@jest/globals';
import { FORECASTERS } from '../../../../collector-processor/src/forecast/registry';
import { formatForecast, growthStartMs, MODELS, parseForecast } from './forecast-state';

const parse = (search: string) => parseForecast(new URLSearchParams(search));

it('offers every forecaster of the service', () => {
  expect([...MODELS].sort()).toEqual(Object.keys(FORECASTERS).sort());
});

describe('what the page shows', () => {
  it('is in the address, and only what is not as usual', () => {
    const search =
      'watch=pool&match=host%3D%22a%22&horizon=14d&models=auto%2Cmstl&limit=100&direction=down&growth=-20&growthFrom=monday';
    expect(parse(search)).toEqual({
      ...{ watch: 'pool', match: 'host="a"', horizon: '14d', models: ['auto', 'mstl'] },
      ...{ limit: 100, direction: 'down', growth: -20, growthFrom: 'monday' },
    });
    expect(formatForecast(parse(search)).toString()).toBe(search);
    expect(formatForecast(parse('')).toString()).toBe('');
  });

  it('takes what is usual for what is mangled', () => {
    expect(parse('horizon=9y&models=oracle&limit=full&direction=left&growth=1e9&growthFrom=then')).toEqual({
      ...parse(''),
      growth: 200,
    });
    expect(parse('models=naive,prophet,mstl,arima,ets,auto').models).toEqual(['auto', 'ets', 'arima', 'mstl']);
  });
});

describe('when growth sets in', () => {
  // A Wednesday, 23:30 UTC: Thursday already in Berlin.
  const nowMs = Date.parse('2026-11-25T23:30:00Z');

  it.each([
    ['now', 'utc', '2026-11-25T23:30:00.000Z'],
    ['tomorrow', 'utc', '2026-11-26T00:00:00.000Z'],
    ['monday', 'utc', '2026-11-30T00:00:00.000Z'],
    ['tomorrow', 'Europe/Berlin', '2026-11-26T23:00:00.000Z'],
    ['monday', 'Europe/Berlin', '2026-11-29T23:00:00.000Z'],
  ] as const)('%s in %s', (start, timeZone, expected) => {
    expect(new Date(growthStartMs(start, nowMs, timeZone)).toISOString()).toBe(expected);
  });
});
