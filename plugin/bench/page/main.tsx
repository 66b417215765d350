import '../../workbench/src/public-path';
import React from 'react';
import { createTheme, dateTime, ThemeContext } from '@grafana/data';
import { LegendDisplayMode } from '@grafana/schema';
import { GlobalStyles, PortalContainer, TimeSeries } from '@grafana/ui';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { DEFAULT_GRAPH_OPTIONS } from '../../src/shared/graph/options';
import { OverlayGraph } from '../../src/shared/graph/OverlayGraph';
import { isEmptyView, overlayView } from '../../src/shared/view/overlay-view';
import { SCENES, type Scene } from './scenes';

/** The address says what is shown: ?scene=shop&theme=light&width=900&height=360; &graph=grafana for Grafana's own. */
const params = new URLSearchParams(location.search);
const name = params.get('scene') ?? 'shop';
const mode = params.get('theme') === 'light' ? 'light' : 'dark';
const [width, height] = [Number(params.get('width') ?? 900), Number(params.get('height') ?? 360)];
const theme = createTheme({ colors: { mode } });
document.body.style.background = theme.colors.background.primary;

const container = document.getElementById('root');
const scene = SCENES[name]?.();
if (container === null || scene === undefined) {
  throw new Error(`no scene "${name}"; there are: ${Object.keys(SCENES).join(', ')}`);
}
const root = createRoot(container);

function Tidemark({ frames, range }: Scene) {
  const view = overlayView(frames);
  return isEmptyView(view) ? null : (
    <OverlayGraph
      {...{ view, range, width, height }}
      options={DEFAULT_GRAPH_OPTIONS}
      timeZone="utc"
      onZoom={() => undefined}
      onVerdict={() => Promise.resolve()}
    />
  );
}

/** The peer: Grafana's own lines of the same values, without bands, points or incidents. */
function Grafana({ frames, range }: Scene) {
  const lines = frames.map((frame) => ({
    ...frame,
    fields: frame.fields.filter(({ name: field }) => field === 'time' || field === 'value'),
  }));
  const [from, to] = [dateTime(range.fromMs), dateTime(range.toMs)];
  return (
    <TimeSeries
      frames={lines}
      {...{ width, height }}
      timeRange={{ from, to, raw: { from, to } }}
      timeZone="utc"
      legend={{ showLegend: true, displayMode: LegendDisplayMode.List, placement: 'bottom', calcs: [] }}
      structureRev={1}
    />
  );
}

const Graph = params.get('graph') === 'grafana' ? Grafana : Tidemark;

declare global {
  interface Window {
    /** Draws the scene anew, from frames to pixels; resolves when the frame has been handed over. */
    draw?: () => Promise<void>;
  }
}

window.draw = async () => {
  flushSync(() => root.render(null));
  flushSync(() =>
    root.render(
      <ThemeContext.Provider value={theme}>
        <Graph {...scene} />
        <PortalContainer />
      </ThemeContext.Provider>,
    ),
  );
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
};
// Grafana keeps the widths of texts that it has measured: they must not be those of another font.
const styles = createRoot(document.head.appendChild(document.createElement('template')));
flushSync(() =>
  styles.render(
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
    </ThemeContext.Provider>,
  ),
);
await document.fonts.load("12px 'Inter'");
await window.draw();
document.documentElement.dataset.drawn = 'true';
