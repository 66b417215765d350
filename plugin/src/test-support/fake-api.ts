import { jest } from '@jest/globals';
import type { TidemarkApi } from '../shared/api/client';
import { aForecast, aRange, aSeries, aWatch, anIncident } from './fixtures';

/** A collector-processor that always has the same to say; each answer can be replaced. */
export function fakeApi() {
  return {
    watches: jest.fn<TidemarkApi['watches']>().mockResolvedValue({ watches: [aWatch()] }),
    series: jest.fn<TidemarkApi['series']>().mockResolvedValue({ series: [aSeries()], total: 1 }),
    range: jest.fn<TidemarkApi['range']>().mockResolvedValue(aRange()),
    forecast: jest.fn<TidemarkApi['forecast']>().mockResolvedValue(aForecast()),
    incidents: jest.fn<TidemarkApi['incidents']>().mockResolvedValue({ incidents: [anIncident()], total: 1 }),
    verdict: jest.fn<TidemarkApi['verdict']>().mockResolvedValue(anIncident()),
  };
}
