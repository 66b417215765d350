import { jest } from '@jest/globals';
import type { TidemarkApi } from '../shared/api/client';
import {
  aBacktest,
  aForecast,
  aRange,
  aSeries,
  aSource,
  aWatch,
  aWatchDetail,
  aWhatIf,
  anIncident,
  anIncidentDetail,
} from './fixtures';

/** A collector-processor that always has the same to say; each answer can be replaced. */
export function fakeApi() {
  return {
    watches: jest.fn<TidemarkApi['watches']>().mockResolvedValue({ watches: [aWatch()] }),
    series: jest.fn<TidemarkApi['series']>().mockResolvedValue({ series: [aSeries()], total: 1 }),
    range: jest.fn<TidemarkApi['range']>().mockResolvedValue(aRange()),
    forecast: jest.fn<TidemarkApi['forecast']>().mockResolvedValue(aForecast()),
    whatIf: jest.fn<TidemarkApi['whatIf']>().mockResolvedValue(aWhatIf()),
    forecastAccuracy: jest
      .fn<TidemarkApi['forecastAccuracy']>()
      .mockResolvedValue({ watch: 'requests', series: [], total: 0 }),
    maintenance: jest.fn<TidemarkApi['maintenance']>().mockResolvedValue({ warnings: [], degradations: [] }),
    incidents: jest.fn<TidemarkApi['incidents']>().mockResolvedValue({ incidents: [anIncident()], total: 1 }),
    incidentDetail: jest.fn<TidemarkApi['incidentDetail']>().mockResolvedValue(anIncidentDetail()),
    verdict: jest.fn<TidemarkApi['verdict']>().mockResolvedValue(anIncident()),
    verdicts: jest.fn<TidemarkApi['verdicts']>().mockResolvedValue({ judged: [anIncident()], failed: [] }),
    watch: jest.fn<TidemarkApi['watch']>().mockResolvedValue(aWatchDetail()),
    createWatch: jest.fn<TidemarkApi['createWatch']>().mockResolvedValue(aWatchDetail()),
    updateWatch: jest.fn<TidemarkApi['updateWatch']>().mockResolvedValue(aWatchDetail()),
    deleteWatch: jest.fn<TidemarkApi['deleteWatch']>().mockResolvedValue(undefined),
    muteWatch: jest.fn<TidemarkApi['muteWatch']>().mockResolvedValue(undefined),
    unmuteWatch: jest.fn<TidemarkApi['unmuteWatch']>().mockResolvedValue(undefined),
    sources: jest.fn<TidemarkApi['sources']>().mockResolvedValue({ sources: [aSource()] }),
    checkSource: jest.fn<TidemarkApi['checkSource']>().mockResolvedValue({
      ...{ name: 'main', url: 'http://prometheus:9090', auth: 'none', reachable: true, tookMs: 12, error: null },
    }),
    startBacktest: jest
      .fn<TidemarkApi['startBacktest']>()
      .mockResolvedValue(aBacktest({ state: 'scoring', result: null, progress: 0.5 })),
    backtest: jest.fn<TidemarkApi['backtest']>().mockResolvedValue(aBacktest()),
    cancelBacktest: jest.fn<TidemarkApi['cancelBacktest']>().mockResolvedValue(undefined),
  };
}
