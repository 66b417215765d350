import React, { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TimeZone } from '@grafana/data';
import { DashboardCursorSync } from '@grafana/schema';
import {
  EventBusPlugin,
  KeyboardPlugin,
  TooltipPlugin2,
  UPlotChart,
  VizLayout,
  usePanelContext,
  useTheme2,
} from '@grafana/ui';
import type uPlot from 'uplot';
import { useLatest } from '../react/use-latest';
import type { OverlayView } from '../view/overlay-view';
import { pointModel } from '../view/point-model';
import { graphSummary } from '../view/summary';
import { groupColor } from './colors';
import { drawNow, drawRegions } from './draw-regions';
import { graphFormats } from './formats';
import { GraphLegend } from './GraphLegend';
import { GraphTooltip } from './GraphTooltip';
import type { GraphOptions } from './options';
import { plotConfig, plotStructure } from './plot-config';
import { visibleLines } from './visible-lines';

export interface OverlayGraphProps {
  readonly view: OverlayView;
  readonly options: GraphOptions;
  readonly range: { readonly fromMs: number; readonly toMs: number };
  readonly timeZone: TimeZone;
  readonly width: number;
  readonly height: number;
  readonly selectedIncidentId?: string | null;
  /** Where the known ends; by default where the forecast begins. */
  readonly nowMs?: number | null;
  readonly onZoom?: (range: { from: number; to: number }) => void;
}

/** TooltipHoverMode.xAll, a const enum that @grafana/ui does not export: hover anywhere along the time axis. */
const HOVER_ALL_SERIES = 1;

/** The graph itself, for the Grafana panel and for the workbench: it knows a view, and nothing of where it came from. */
export function OverlayGraph(props: OverlayGraphProps) {
  const { view, options, range, timeZone, width, height, selectedIncidentId = null, onZoom } = props;
  const theme = useTheme2();
  const { eventBus, eventsScope, sync } = usePanelContext();
  const [picked, setPicked] = useState<string | null>(null);
  const plotRef = useRef<uPlot | null>(null);

  const visible = useMemo(() => visibleLines(view, options, picked), [view, options, picked]);
  const formats = useMemo(() => graphFormats(view, theme, timeZone), [view, theme, timeZone]);
  const regions = useMemo(() => (options.showIncidents ? view.regions : []), [options.showIncidents, view.regions]);
  const nowMs = props.nowMs === undefined ? view.forecastFromMs : props.nowMs;

  // The plot outlives many refreshes (or the tooltip would close at each); what it reads while drawing comes from here.
  const latest = useLatest({ range, regions, nowMs, selectedIncidentId, formats, onZoom });

  const dense = stepsInSight(view.times, range) > width;
  const structure = `${plotStructure(view, visible, theme)}|${theme.name}|${timeZone}|${dense}`;
  const config = useMemo(
    () =>
      plotConfig({
        view,
        visible,
        theme,
        timeZone,
        dense,
        getRange: () => latest.current.range,
        formatValue: (group, value, decimals) => latest.current.formats.value(group, value, decimals),
        drawBehind: (u) => drawRegions(u, latest.current.regions, latest.current.selectedIncidentId, theme),
        drawAbove: (u) => {
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
    plotRef.current?.redraw(false, false);
  }, [selectedIncidentId, regions, nowMs]);

  const summary = useMemo(() => graphSummary(view, range, formats), [view, range, formats]);
  const zoom = useCallback((to: { from: number; to: number }) => latest.current.onZoom?.(to), [latest]);
  const onPlot = useCallback((u: uPlot) => {
    plotRef.current = u;
  }, []);

  const legend = options.showLegend ? (
    <VizLayout.Legend placement="bottom" maxHeight="35%">
      <GraphLegend view={view} visible={visible} picked={picked} onPick={setPicked} />
    </VizLayout.Legend>
  ) : null;

  return (
    <div role="figure" aria-label={summary} data-testid="tidemark-graph">
      <VizLayout width={width} height={height} legend={legend}>
        {(plotWidth, plotHeight) => (
          <UPlotChart config={config} data={data} width={plotWidth} height={plotHeight} plotRef={onPlot}>
            <KeyboardPlugin config={config} />
            {eventBus !== undefined && <EventBusPlugin config={config} eventBus={eventBus} />}
            <TooltipPlugin2
              config={config}
              hoverMode={HOVER_ALL_SERIES}
              queryZoom={onZoom === undefined ? undefined : zoom}
              syncMode={sync?.() ?? DashboardCursorSync.Off}
              syncScope={eventsScope}
              render={(u, indices, seriesIndex) => {
                const model = pointModel(view, u.cursor.idx ?? indices[0] ?? -1, visible.groups);
                const line = seriesIndex === null ? undefined : visible.order[seriesIndex - 1];
                return model === null ? null : (
                  <GraphTooltip
                    model={model}
                    focusedGroup={line === undefined ? null : view.lines[line].group}
                    colorOf={(group) => groupColor(view.groups[group], theme)}
                    formats={formats}
                  />
                );
              }}
            />
          </UPlotChart>
        )}
      </VizLayout>
    </div>
  );
}

function stepsInSight(times: readonly number[], { fromMs, toMs }: OverlayGraphProps['range']): number {
  return times.reduce((count, time) => (time >= fromMs && time <= toMs ? count + 1 : count), 0);
}
