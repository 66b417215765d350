import type { GrafanaTheme2 } from '@grafana/data';
import type uPlot from 'uplot';
import { LEVEL_COLORS } from '../frames/incidents';
import type { StateSpan, StripKind } from '../view/state-spans';

const STRIP_OFFSET_PX = 3;
const STRIP_HEIGHT_PX = 5;
/** How far the time axis gives way for the strip. */
export const STRIP_ROOM_PX = STRIP_OFFSET_PX + STRIP_HEIGHT_PX;
/** A single step on a month's graph must still be seen. */
const MIN_WIDTH_PX = 2;

export function stripColor(kind: StripKind, theme: GrafanaTheme2): string {
  return kind === 'learning' ? theme.colors.info.main : theme.visualization.getColorByName(LEVEL_COLORS[kind]);
}

/** The strip between graph and time axis: severity by colour, and where it is still learning. */
export function drawStrip(u: uPlot, spans: readonly StateSpan<StripKind>[], theme: GrafanaTheme2): void {
  const { ctx, bbox } = u;
  const pxRatio = globalThis.devicePixelRatio || 1;
  const [min, max] = [u.scales.x.min ?? 0, u.scales.x.max ?? 0];
  const top = bbox.top + bbox.height + STRIP_OFFSET_PX * pxRatio;
  const height = STRIP_HEIGHT_PX * pxRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, top, bbox.width, height);
  ctx.clip();
  ctx.fillStyle = theme.colors.background.secondary;
  ctx.fillRect(bbox.left, top, bbox.width, height);
  for (const { fromMs, toMs, kind } of spans) {
    if (toMs > min && fromMs < max) {
      const left = u.valToPos(Math.max(fromMs, min), 'x', true);
      const right = u.valToPos(Math.min(toMs, max), 'x', true);
      ctx.fillStyle = stripColor(kind, theme);
      ctx.fillRect(left, top, Math.max(right - left, MIN_WIDTH_PX * pxRatio), height);
    }
  }
  ctx.restore();
}
