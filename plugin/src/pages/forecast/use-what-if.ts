import { useCallback } from 'react';
import type { Series, WhatIfResponse } from '../../shared/api/contract';
import { inReadingOrder } from '../../shared/frames/names';
import { usePoll } from '../../shared/react/use-poll';
import { exactMatch } from '../../shared/workspace/series-options';
import { useHost } from '../host';
import { growthStartMs, type ForecastState } from './forecast-state';

/** Forecasts are of hours: they change seldom, and cost a worker thread something. */
const REFRESH_MS = 120_000;
/** A warning can come true at any moment, and is quickly asked for. */
const RECORD_REFRESH_MS = 20_000;
const MOST_SERIES = 500;

/** Series of a watch in reading order, each with the matchers that pick it alone; null until the first answer. */
export function useSeries(watch: string | null) {
  const { api } = useHost();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const { series } = await api.series({ watch: watch ?? '', limit: MOST_SERIES }, signal);
      return { watch, series: withMatch(series) };
    },
    [api, watch],
  );
  const { data, error } = usePoll(watch === null ? null : load, REFRESH_MS);
  return { series: data?.watch === watch ? data.series : null, error };
}

function withMatch(series: readonly Series[]) {
  const names = [...new Set(series.flatMap(({ labels }) => Object.keys(labels)))];
  return inReadingOrder(series).map(({ labels }) => ({ labels, match: exactMatch(labels, names) }));
}

/** What the models say; the answer before stays while the next one is worked out. */
export function useWhatIf(state: ForecastState, watch: string | null, match: string | null) {
  const { api, timeZone } = useHost();
  const { horizon, limit, direction, growth, growthFrom } = state;
  const models = state.models.join(',');
  const key = JSON.stringify([watch, match, horizon, models, limit, direction, growth, growthFrom]);
  const load = useCallback(
    async (signal: AbortSignal): Promise<{ key: string; answer: WhatIfResponse }> => {
      const supposed = growth === 0 ? {} : { growth, growthFromMs: growthStartMs(growthFrom, Date.now(), timeZone) };
      const request = {
        ...{ watch: watch ?? '', match: match ?? undefined, horizon, models: models.split(',') },
        ...(limit === null ? {} : { limit, direction }),
        ...supposed,
      };
      return { key, answer: await api.whatIf(request, signal) };
    },
    [api, timeZone, key, watch, match, horizon, models, limit, direction, growth, growthFrom],
  );
  const { data, error } = usePoll(watch === null || match === null ? null : load, REFRESH_MS);
  return { answer: data?.answer ?? null, working: data?.key !== key && error === null, error };
}

/** How the forecasts of the last week came out, and the warnings of the watch; null until the first answer. */
export function useTrackRecord(watch: string | null, match: string | null) {
  const { api } = useHost();
  const load = useCallback(
    async (signal: AbortSignal) => {
      const [accuracy, { warnings, degradations }] = await Promise.all([
        api.forecastAccuracy({ watch: watch ?? '', match: match ?? undefined }, signal),
        api.maintenance({ watch: watch ?? '', limit: 20 }, signal),
      ]);
      const newestFirst = [...warnings, ...degradations].sort((a, b) => b.openedMs - a.openedMs);
      return { horizons: accuracy.series[0]?.horizons ?? [], warnings: newestFirst };
    },
    [api, watch, match],
  );
  return usePoll(watch === null || match === null ? null : load, RECORD_REFRESH_MS).data;
}
