import React, { useCallback } from 'react';
import { t } from '@grafana/i18n';
import { EmptyState, Stack } from '@grafana/ui';
import { useHost } from '../host';
import { LoadTrouble } from '../parts/LoadTrouble';
import { useWatches } from '../parts/use-watches';
import { ForecastControls } from './ForecastControls';
import { ForecastResult } from './ForecastResult';
import { formatForecast, parseForecast, type ForecastState } from './forecast-state';
import { Accuracy, Warnings } from './TrackRecord';
import { useSeries, useTrackRecord, useWhatIf } from './use-what-if';

/** Where a series is going: models side by side, when its limit is reached, and what if there were more of it. */
export default function ForecastPage() {
  const { place, go } = useHost();
  const { watches, error } = useWatches();
  const state = parseForecast(place.params);
  const watch = state.watch ?? watches?.[0]?.name ?? null;
  const { series, error: seriesError } = useSeries(watch);
  const match = state.match ?? series?.[0]?.match ?? null;
  const whatIf = useWhatIf(state, watch, match);
  const record = useTrackRecord(watch, match);
  const { params } = place;
  const change = useCallback(
    (part: Partial<ForecastState>) =>
      go({ page: 'forecast', params: formatForecast({ ...parseForecast(params), ...part }) }, { replace: true }),
    [go, params],
  );
  if (watches === null) {
    return <LoadTrouble what={t('forecast.the-watches', 'The watches')} error={error} stale={false} />;
  }
  if (watch === null) {
    return <EmptyState variant="not-found" message={t('forecast.no-watches', 'There is no watch to forecast yet')} />;
  }
  return (
    <Stack direction="column" gap={2}>
      <ForecastControls {...{ state, watch, watches, match }} series={series ?? []} onChange={change} />
      {series?.length === 0 ? (
        <EmptyState
          variant="not-found"
          message={t('forecast.no-series', 'The watch “{{watch}}” has no series yet: nothing of it has come in.', {
            watch,
          })}
        />
      ) : (
        <ForecastResult {...whatIf} error={seriesError ?? whatIf.error} />
      )}
      {record !== null && record.warnings.length > 0 && (
        <Warnings warnings={record.warnings} unit={watches.find(({ name }) => name === watch)?.unit ?? ''} />
      )}
      {record !== null && record.horizons.length > 0 && <Accuracy horizons={record.horizons} />}
    </Stack>
  );
}
