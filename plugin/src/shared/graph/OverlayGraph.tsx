import React, { useCallback, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { t } from '@grafana/i18n';
import { DashboardCursorSync, TooltipDisplayMode } from '@grafana/schema';
import {
  EventBusPlugin,
  KeyboardPlugin,
  TooltipPlugin2,
  UPlotChart,
  VizLayout,
  usePanelContext,
  useStyles2,
  useTheme2,
} from '@grafana/ui';
import type uPlot from 'uplot';
import { useLatest } from '../react/use-latest';
import type { OverlayView } from '../view/overlay-view';
import { pointModel } from '../view/point-model';
import { incidentsAt } from '../view/regions';
import { graphSummary, pointSentence } from '../view/summary';
import { groupColor } from './colors';
import { graphFormats } from './formats';
import { GraphLegend } from './GraphLegend';
import { GraphTooltip } from './GraphTooltip';
import { IncidentCard } from './IncidentCard';
import type { GraphOptions } from './options';
import type { GiveVerdict } from './use-card-verdict';
import { useCursorText } from './use-cursor-text';
import { useHiddenSeries } from './use-hidden-series';
import { useOverlayPlot } from './use-overlay-plot';
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
  /** Takes what a person says of an incident that was clicked; left out where that cannot be kept. */
  readonly onVerdict?: GiveVerdict;
}

/** Where the graph was clicked, and the side on which there is room to say what lies there. */
interface OpenedAt {
  readonly timeMs: number;
  readonly toleranceMs: number;
  readonly onLeft: boolean;
}

/** TooltipHoverMode of @grafana/ui, a const enum that it does not export: one series, or all at the same time. */
const HOVER_ONE = 0;
const HOVER_ALL = 1;
/** How near (px) to an incident of one step a click must be. */
const CLICK_TOLERANCE_PX = 4;

/** The graph itself, for the Grafana panel and for the workbench: it knows a view, and nothing of where it came from. */
export function OverlayGraph(props: OverlayGraphProps) {
  const { view, options, range, timeZone, width, height, selectedIncidentId = null, onZoom, onVerdict } = props;
  const theme = useTheme2();
  const styles = useStyles2(getStyles);
  const { eventBus, eventsScope, sync } = usePanelContext();
  const [openAt, setOpenAt] = useState<OpenedAt | null>(null);

  const { hidden, toggle } = useHiddenSeries(view);
  const visible = useMemo(() => visibleLines(view, options, hidden), [view, options, hidden]);
  const formats = useMemo(() => graphFormats(view, theme, timeZone), [view, theme, timeZone]);
  const regions = useMemo(() => (options.showIncidents ? view.regions : []), [options.showIncidents, view.regions]);
  const opened = openAt === null ? [] : incidentsAt(regions, openAt.timeMs, openAt.toleranceMs);
  const latest = useLatest({ regions, onZoom });

  const [cursorText, attachCursorText] = useCursorText((row) => {
    const model = pointModel(view, row, visible.groups);
    return model === null ? '' : pointSentence(model, formats);
  });
  const onInit = (u: uPlot) => {
    u.root.setAttribute('role', 'group');
    u.root.setAttribute(
      'aria-label',
      t('graph.keyboard', 'Graph. Arrow keys move the cursor, Enter opens the incident under it, space marks a span.'),
    );
    attachCursorText(u);
    const openIncident = (event: Event) => {
      const timeMs = u.posToVal(u.cursor.left ?? -1, 'x');
      const toleranceMs = (CLICK_TOLERANCE_PX / u.over.clientWidth) * ((u.scales.x.max ?? 0) - (u.scales.x.min ?? 0));
      if ((u.cursor.left ?? -1) >= 0 && incidentsAt(latest.current.regions, timeMs, toleranceMs).length > 0) {
        // Grafana's tooltip would be pinned by the same click.
        event.stopImmediatePropagation();
        const onLeft = (u.cursor.left ?? 0) > u.over.clientWidth / 2;
        u.setCursor({ left: -10, top: -10 });
        setOpenAt({ timeMs, toleranceMs, onLeft });
      }
    };
    u.over.addEventListener('click', (event) => {
      if (!event.ctrlKey && !event.metaKey) {
        openIncident(event);
      }
    });
    u.root.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') {
        openIncident(event);
      }
    });
  };
  const { config, data, onPlot } = useOverlayPlot({
    ...{ view, visible, options, range, regions, formats, theme, timeZone, width, onInit },
    nowMs: props.nowMs === undefined ? view.forecastFromMs : props.nowMs,
    selectedIncidentId: opened[0]?.incident.id ?? selectedIncidentId,
  });
  const zoom = useCallback((to: { from: number; to: number }) => latest.current.onZoom?.(to), [latest]);
  const summary = useMemo(() => graphSummary(view, range, formats), [view, range, formats]);
  const { legend, tooltip } = options;

  return (
    <div role="figure" aria-label={summary} className={styles.figure} data-testid="tidemark-graph">
      <VizLayout
        width={width}
        height={height}
        legend={
          legend.showLegend ? (
            <VizLayout.Legend
              placement={legend.placement}
              width={legend.width}
              maxHeight={legend.placement === 'bottom' ? '35%' : undefined}
              maxWidth={legend.placement === 'right' ? '60%' : undefined}
            >
              <GraphLegend view={view} visible={visible} options={legend} hidden={hidden} onToggle={toggle} />
            </VizLayout.Legend>
          ) : null
        }
      >
        {(plotWidth, plotHeight) => (
          <UPlotChart config={config} data={data} width={plotWidth} height={plotHeight} plotRef={onPlot}>
            <KeyboardPlugin config={config} />
            {eventBus !== undefined && <EventBusPlugin config={config} eventBus={eventBus} />}
            {tooltip.mode !== TooltipDisplayMode.None && (
              <TooltipPlugin2
                config={config}
                hoverMode={tooltip.mode === TooltipDisplayMode.Single ? HOVER_ONE : HOVER_ALL}
                queryZoom={onZoom === undefined ? undefined : zoom}
                syncMode={sync?.() ?? DashboardCursorSync.Off}
                syncScope={eventsScope}
                maxWidth={tooltip.maxWidth}
                render={(u, indices, seriesIndex) => {
                  const line = seriesIndex === null ? undefined : visible.order[seriesIndex - 1];
                  const focused = line === undefined ? null : view.lines[line].group;
                  const alone = tooltip.mode === TooltipDisplayMode.Single && focused !== null;
                  const model = pointModel(view, u.cursor.idx ?? indices[0] ?? -1, alone ? [focused] : visible.groups);
                  return model === null ? null : (
                    <GraphTooltip
                      model={options.showIncidents ? model : { ...model, regions: [] }}
                      focusedGroup={focused}
                      sort={tooltip.sort}
                      maxWidth={tooltip.maxWidth}
                      colorOf={(group) => groupColor(view.groups[group], theme)}
                      formats={formats}
                    />
                  );
                }}
              />
            )}
          </UPlotChart>
        )}
      </VizLayout>
      {opened.length > 0 && (
        <IncidentCard
          key={openAt?.timeMs}
          onLeft={openAt?.onLeft === true}
          regions={opened}
          formats={formats}
          onVerdict={onVerdict}
          onClose={() => setOpenAt(null)}
        />
      )}
      <div className={styles.spoken} aria-live="polite">
        {cursorText}
      </div>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({
    position: 'relative',
    '& .uplot:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -2 },
  }),
  /** Read, not seen. */
  spoken: css({
    position: 'absolute',
    width: 1,
    height: 1,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
