/* eslint-disable react-hooks/preserve-manual-memoization -- no React Compiler runs here: the memos are written for React itself */
import { useCallback, useMemo, useRef } from 'react';
import type { TidemarkApi } from '../api/client';
import type { IncidentBody, Series, Watch } from '../api/contract';
import { inReadingOrder } from '../frames/names';
import { useVerdicts, type Verdicts } from '../incidents/use-verdicts';
import { useLatest } from '../react/use-latest';
import { usePoll } from '../react/use-poll';
import { overlayView, type OverlayView } from '../view/overlay-view';
import {
  loadOverlay,
  overlayFrames,
  overlayIncidents,
  overlayKey,
  type OverlayData,
  type OverlayTarget,
} from './load-overlay';
import { chosenSeries } from './series-options';
import { dataNowMs, timeWindow, type TimeWindow } from './time-window';
import { RANGE_PRESETS, type WorkspaceState } from './workspace-state';

export interface Workspace extends Verdicts {
  readonly watches: readonly Watch[] | null;
  readonly watch: Watch | null;
  readonly seriesList: readonly Series[];
  /** The one series shown; null when all of the watch are, or none is known yet. */
  readonly series: Series | null;
  /** Null until the first answer for what is chosen now. */
  readonly view: OverlayView | null;
  readonly window: TimeWindow;
  readonly nowMs: number;
  readonly incidents: readonly IncidentBody[] | null;
  readonly incidentTotal: number;
  /** Why the latest request failed; null while all is well. */
  readonly error: string | null;
  readonly unitOf: (watch: string) => string;
}

const WATCHES_PERIOD_MS = 2000;
const SERIES_PERIOD_MS = 10_000;
const MIN_PERIOD_MS = 1000;
const MAX_PERIOD_MS = 10_000;
/** Refreshes a step: often enough to follow it, seldom enough not to load anybody. */
const REFRESHES_PER_STEP = 5;
const LISTED_MS = RANGE_PRESETS['24h'];
const LISTED_INCIDENTS = 200;
/** The watch that opens first: what most people come for. */
const FAVOURITE_WATCH = 'requests';

/** Everything the workspace shows, kept fresh; verdicts are given in the name of `userName`. */
export function useWorkspace(api: TidemarkApi, state: WorkspaceState, userName = ''): Workspace {
  const loadWatches = useCallback(
    async (signal: AbortSignal) => ({ ...(await api.watches(signal)), clockMs: Date.now() }),
    [api],
  );
  const watchesPoll = usePoll(loadWatches, WATCHES_PERIOD_MS);
  const watches = watchesPoll.data?.watches ?? null;
  const watch = chosenWatch(watches, state.watch);
  const watchName = watch?.name ?? null;
  const stepMs = watch?.stepMs ?? 60_000;

  const loadSeries = useMemo(
    () => (watchName === null ? null : (signal: AbortSignal) => api.series({ watch: watchName }, signal)),
    [api, watchName],
  );
  const seriesPoll = usePoll(loadSeries, SERIES_PERIOD_MS);
  const seriesList = useMemo(
    () => inReadingOrder((seriesPoll.data?.series ?? []).filter((series) => series.watch === watchName)),
    [seriesPoll.data, watchName],
  );
  const series = chosenSeries(seriesList, state.series);

  const target: OverlayTarget | null =
    watch === null || seriesList.length === 0 ? null : { watch, labels: series?.labels ?? null };
  const targetKey = target === null ? null : overlayKey(target);
  const latestTarget = useLatest(target);
  const known = useRef<OverlayData | null>(null);
  const { range } = state;
  const loadGraph = useMemo(
    () =>
      targetKey === null
        ? null
        : async (signal: AbortSignal) => {
            const now = latestTarget.current;
            if (now === null) {
              return null;
            }
            const nowMs = dataNowMs(Date.now(), now.watch.lastStepMs, now.watch.stepMs);
            const window = timeWindow(range, nowMs, now.watch.stepMs);
            const data = await loadOverlay(api, now, window, known.current, signal);
            known.current = data;
            return data;
          },
    [api, latestTarget, range, targetKey],
  );
  const periodMs = Math.min(MAX_PERIOD_MS, Math.max(MIN_PERIOD_MS, stepMs / REFRESHES_PER_STEP));
  const graphPoll = usePoll(loadGraph, periodMs);

  const nowMs = dataNowMs(watchesPoll.data?.clockMs ?? 0, watch?.lastStepMs ?? null, stepMs);
  const shownRange = useMemo(() => timeWindow(range, nowMs, stepMs), [range, nowMs, stepMs]);

  const latestNow = useLatest(nowMs);
  const loadIncidents = useCallback(
    (signal: AbortSignal) => {
      const toMs = latestNow.current;
      const lengthMs = range.kind === 'live' ? RANGE_PRESETS[range.preset] : toMs - range.fromMs;
      return api.incidents({ fromMs: toMs - Math.max(LISTED_MS, lengthMs), toMs, limit: LISTED_INCIDENTS }, signal);
    },
    [api, latestNow, range],
  );
  const incidentsPoll = usePoll(watches === null ? null : loadIncidents, periodMs);
  const incidents = incidentsPoll.data?.incidents ?? null;

  const overlay = graphPoll.data !== null && graphPoll.data.key === targetKey ? graphPoll.data : null;
  const view = useMemo(
    () =>
      overlay === null || target === null
        ? null
        : overlayView(overlayFrames(overlay, target.watch), overlayIncidents(incidents ?? [], target)),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the key says which target; its step count alone changes often
    [overlay, targetKey, incidents],
  );

  const verdicts = useVerdicts(api, userName, incidentsPoll.refresh);
  return {
    ...{ watches, watch, seriesList, series, view, nowMs, incidents },
    window: range.kind === 'live' ? (overlay?.window ?? shownRange) : shownRange,
    incidentTotal: incidentsPoll.data?.total ?? 0,
    error: watchesPoll.error ?? seriesPoll.error ?? graphPoll.error ?? incidentsPoll.error,
    ...verdicts,
    unitOf: (name) => watches?.find((one) => one.name === name)?.unit ?? '',
  };
}

function chosenWatch(watches: readonly Watch[] | null, name: string | null): Watch | null {
  const find = (wanted: string | null) => watches?.find((watch) => watch.name === wanted);
  return find(name) ?? find(FAVOURITE_WATCH) ?? watches?.[0] ?? null;
}
