import type { BacktestResult } from '../../shared/api/contract';
import { bandFrames } from '../../shared/frames/bands';
import { incidentFrame } from '../../shared/frames/incidents';
import { overlayView, type OverlayView } from '../../shared/view/overlay-view';
import { sameLabels } from '../../shared/workspace/series-options';

/** The graph of one of the series that were tried; null when there is none. */
export function seriesView(result: BacktestResult, index: number, unit: string): OverlayView | null {
  const series = result.series[index];
  if (series === undefined) {
    return null;
  }
  const range = { watch: result.watch, stepMs: result.stepMs, series: [series], total: 1 };
  const own = result.incidents.filter(({ labels }) => sameLabels(labels, series.labels));
  return overlayView(bandFrames(range, { refId: 'A', unit, bands: 'both', showValue: true, withDetail: true }), [
    incidentFrame(own, { refId: 'incidents', unitOf: () => unit }),
  ]);
}
