import { LoadingState, type PanelData, type TimeRange } from '@grafana/data';

/**
 * The span that is drawn: the dashboard's, which moves on with the data while they stream. Grafana leaves the range of a
 * streaming panel where it was when it began.
 */
export function shownRange(
  { from, to, raw }: TimeRange,
  { state, timeRange }: Pick<PanelData, 'state' | 'timeRange'>,
): { fromMs: number; toMs: number } {
  const [fromMs, toMs] = [from.valueOf(), to.valueOf()];
  const live = state === LoadingState.Streaming && typeof raw.to === 'string' && raw.to.startsWith('now');
  const aheadMs = live ? Math.max(0, timeRange.to.valueOf() - toMs) : 0;
  return { fromMs: fromMs + aheadMs, toMs: toMs + aheadMs };
}
