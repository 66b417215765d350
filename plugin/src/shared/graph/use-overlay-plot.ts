import { useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import type { UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';
import { useLatest } from '../react/use-latest';
import type { OverlayView } from '../view/overlay-view';
import type { Region } from '../view/regions';
import { rowsWithin } from '../view/rows-within';
import { heldSpans, stripSpans } from '../view/state-spans';
import { drawHeld } from './draw-held';
import { drawNow, drawRegions } from './draw-regions';
import { drawStrip } from './draw-strip';
import type { GraphFormats } from './formats';
import type { GraphOptions } from './options';
import { plotConfig, plotStructure } from './plot-config';
import type { VisibleLines } from './visible-lines';

export interface OverlayPlotInput {
  readonly view: OverlayView;
  readonly visible: VisibleLines;
  readonly options: GraphOptions;
  readonly range: { readonly fromMs: number; readonly toMs: number };
  readonly regions: readonly Region[];
  readonly nowMs: number | null;
  readonly selectedIncidentId: string | null;
  readonly formats: GraphFormats;
  readonly theme: GrafanaTheme2;
  readonly timeZone: TimeZone;
  readonly width: number;
  readonly onInit: (u: uPlot) => void;
}

export interface OverlayPlot {
  readonly config: UPlotConfigBuilder;
  readonly data: uPlot.AlignedData;
  readonly onPlot: (u: uPlot) => void;
}

/** The plot's configuration, which lasts while its structure does, and its data, which change with every refresh. */
export function useOverlayPlot(input: OverlayPlotInput): OverlayPlot {
  const { view, visible, options, range, regions, nowMs, selectedIncidentId, theme, timeZone, width } = input;
  const plot = useRef<uPlot | null>(null);
  const strip = useMemo(
    () => (options.showSeverity ? stripSpans(view, visible.groups) : []),
    [options.showSeverity, view, visible.groups],
  );
  const held = useMemo(
    () => (options.showHeld ? heldSpans(view, visible.groups) : []),
    [options.showHeld, view, visible.groups],
  );
  const withStrip = options.showSeverity && hasStates(view, visible.groups);
  // The plot outlives many refreshes (or the tooltip would close at each); what it reads while drawing comes from here.
  const latest = useLatest({ ...input, strip, held });

  const [first, last] = rowsWithin(view.times, range.fromMs, range.toMs);
  const dense = last - first + 1 > width;
  const structure = `${plotStructure(view, visible, theme)}|${theme.name}|${timeZone}|${dense}|${withStrip}`;
  const config = useMemo(
    () =>
      plotConfig({
        ...{ view, visible, theme, timeZone, dense, withStrip },
        getRange: () => latest.current.range,
        formatValue: (group, value, decimals) => latest.current.formats.value(group, value, decimals),
        onInit: (u) => latest.current.onInit(u),
        drawBehind: (u) => {
          drawRegions(u, latest.current.regions, latest.current.selectedIncidentId, theme);
          drawHeld(u, latest.current.held, theme);
        },
        drawAbove: (u) => {
          if (withStrip) {
            drawStrip(u, latest.current.strip, theme);
          }
          if (latest.current.nowMs !== null) {
            drawNow(u, latest.current.nowMs, theme);
          }
        },
      }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `structure` says all that matters of view and visible
    [structure, theme],
  );

  const data = useMemo(
    () => [view.times, ...visible.order.map((line) => view.lines[line].values)] as uPlot.AlignedData,
    // A moved range must reach the plot too: uPlot reads the range again when its data changes.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [view, visible, range.fromMs, range.toMs],
  );

  useLayoutEffect(() => {
    plot.current?.redraw(false, false);
  }, [selectedIncidentId, regions, nowMs, strip, held]);

  const onPlot = useCallback((u: uPlot) => {
    plot.current = u;
  }, []);
  return { config, data, onPlot };
}

/** True where the frames tell severity or learning at all: other datasources' lines have no strip. */
function hasStates(view: OverlayView, groups: readonly number[]): boolean {
  return groups.some((group) => {
    const { severity, learning } = view.groups[group].lines;
    return severity !== undefined || learning !== undefined;
  });
}
