import type { DataFrame } from '@grafana/data';
import type { TidemarkApi } from '../api/client';
import type { ForecastResponse, IncidentBody, RangeResponse, Watch } from '../api/contract';
import { bandFields, bandFrames, type BandFrameOptions } from '../frames/bands';
import { forecastFrames } from '../frames/forecast';
import { incidentFrame } from '../frames/incidents';
import { inReadingOrder, seriesKey, type SeriesLabels } from '../frames/names';
import { mergeRange } from './merge-range';
import { exactMatch, sameLabels } from './series-options';
import type { TimeWindow } from './time-window';

/** What one graph of the workspace is about: one series of a watch, or (labels null) all of them. */
export interface OverlayTarget {
  readonly watch: Watch;
  readonly labels: SeriesLabels | null;
}

export interface OverlayData {
  readonly key: string;
  readonly range: RangeResponse;
  readonly forecast: ForecastResponse | null;
  readonly window: TimeWindow;
}

/** More lines than this on one graph tell nobody anything. */
const MAX_SERIES = 12;
/** Steps fetched again at each refresh: late points may have revised them. */
const OVERLAP_STEPS = 12;

export function overlayKey({ watch, labels }: OverlayTarget): string {
  return seriesKey('A', watch.name, labels ?? {}) + (labels === null ? '*' : '');
}

/** Fetches what the window shows; with `known` of the same target, only its tail. */
export async function loadOverlay(
  api: TidemarkApi,
  target: OverlayTarget,
  window: TimeWindow,
  known: OverlayData | null,
  signal: AbortSignal,
): Promise<OverlayData> {
  const { watch, labels } = target;
  const key = overlayKey(target);
  const names = [...new Set(watch.groupBy.flat())];
  const request = {
    watch: watch.name,
    match: labels === null ? undefined : exactMatch(labels, names),
    limit: labels === null ? MAX_SERIES : undefined,
  };
  const tailFrom = known === null ? null : tailStart(known, key, window);
  const lastStepEndMs = (watch.lastStepMs ?? 0) + watch.stepMs;
  const [fetched, forecast] = await Promise.all([
    api.range(
      { ...request, fields: bandFields(bandOptions(watch)), fromMs: tailFrom ?? window.fromMs, toMs: window.toMs },
      signal,
    ),
    window.toMs > lastStepEndMs ? api.forecast({ ...request, toMs: window.toMs }, signal) : null,
  ]);
  const wanted = <T extends { labels: SeriesLabels }>(series: T[]) =>
    series.filter((one) => labels === null || sameLabels(one.labels, labels));
  const range = { ...fetched, series: wanted(fetched.series) };
  return {
    key,
    window,
    range: known !== null && tailFrom !== null ? mergeRange(known.range, range, window.fromMs) : range,
    forecast: forecast === null ? null : { ...forecast, series: wanted(forecast.series) },
  };
}

/** Frames as the datasource would give them, for the same graph that Grafana shows. */
export function overlayFrames(data: OverlayData, watch: Watch): DataFrame[] {
  const options = bandOptions(watch);
  const keys = inReadingOrder(data.range.series).map(({ labels }) => seriesKey(options.refId, watch.name, labels));
  return [
    ...bandFrames(data.range, options),
    ...(data.forecast === null ? [] : forecastFrames(data.forecast, options, keys)),
  ];
}

/** The incidents that belong to what the graph shows. */
export function overlayIncidents(incidents: readonly IncidentBody[], { watch, labels }: OverlayTarget): DataFrame[] {
  const own = incidents.filter(
    (incident) => incident.watch === watch.name && (labels === null || sameLabels(incident.labels, labels)),
  );
  return [incidentFrame(own, { refId: 'incidents', unitOf: () => watch.unit })];
}

function bandOptions(watch: Watch): BandFrameOptions {
  return { refId: 'A', unit: watch.unit, bands: 'both', showValue: true, withDetail: true };
}

/** From where on a refresh must fetch; null when everything must be (another target, or a window reaching further back). */
function tailStart(known: OverlayData, key: string, window: TimeWindow): number | null {
  const newest = Math.max(...known.range.series.map(({ times }) => times.at(-1) ?? -Infinity));
  const usable = known.key === key && Number.isFinite(newest) && known.window.fromMs <= window.fromMs;
  const fromMs = newest - OVERLAP_STEPS * known.range.stepMs;
  return usable && fromMs > window.fromMs && newest <= window.toMs ? fromMs : null;
}
