import type { DataFrame, QueryResultMetaNotice } from '@grafana/data';
import { t } from '@grafana/i18n';
import { bandFields, bandFrames } from '../shared/frames/bands';
import { forecastFrames } from '../shared/frames/forecast';
import { valueFrames } from '../shared/frames/lines';
import { inReadingOrder, seriesKey } from '../shared/frames/names';
import { frameOptions, selection, type QueryContext } from './query-context';
import { DEFAULT_BAND_LIMIT, DEFAULT_LIMIT, type TidemarkQuery } from './types';

/**
 * Bands of the most severe series, up to a limit, with their forecast; of the others the lines alone, up to the query's
 * own limit. What is left out is said in a notice on the panel.
 */
export async function bandsQuery(query: TidemarkQuery, context: QueryContext): Promise<DataFrame[]> {
  const { api, fromMs, toMs, nowMs, withDetail } = context;
  const matchRefId = query.matchQuery === '' ? undefined : query.matchQuery;
  const options = {
    ...(await frameOptions(query, context)),
    bands: query.bands ?? 'both',
    showValue: matchRefId === undefined && (query.showValue ?? true),
    ...{ withDetail, matchRefId },
  };
  const wanted = selection(query);
  const bandLimit = Math.min(wanted.limit, query.bandLimit ?? (withDetail ? DEFAULT_LIMIT : DEFAULT_BAND_LIMIT));
  const wantsForecast = (query.showForecast ?? true) && toMs > nowMs;
  const [banded, forecast] = await Promise.all([
    api.range({ ...wanted, limit: bandLimit, fromMs, toMs, fields: bandFields(options) }),
    wantsForecast ? api.forecast({ ...wanted, limit: bandLimit, toMs }) : null,
  ]);
  const order = inReadingOrder(banded.series).map(({ labels }) => seriesKey(query.refId, banded.watch, labels));
  const wantsLines = options.showValue && banded.total > bandLimit && wanted.limit > bandLimit;
  const all = wantsLines ? await api.range({ ...wanted, fromMs, toMs, fields: ['value'] }) : null;
  const others =
    all?.series.filter(({ labels }) => !order.includes(seriesKey(query.refId, banded.watch, labels))) ?? [];
  const frames = [
    ...bandFrames(banded, options),
    ...(forecast === null ? [] : forecastFrames(forecast, options, order)),
    ...(all === null ? [] : valueFrames({ ...all, series: others }, { ...options, colorFrom: order.length })),
  ];
  const notices = noticesOf(banded.series.length, banded.series.length + others.length, banded.total);
  return notices.length === 0
    ? frames
    : frames.map((frame, index) => (index === 0 ? { ...frame, meta: { ...frame.meta, notices } } : frame));
}

function noticesOf(bands: number, lines: number, total: number): QueryResultMetaNotice[] {
  return total <= bands
    ? []
    : [
        {
          severity: 'info',
          text: t(
            'query.notice.limited',
            'Of {{total}} series, bands of {{bands}} (the most severe) and lines of {{lines}} are shown. Narrow the matchers, or raise the limits of the query.',
            { total, bands, lines },
          ),
        },
      ];
}
