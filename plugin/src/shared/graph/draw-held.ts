import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import type uPlot from 'uplot';
import type { StateSpan } from '../view/state-spans';

const STROKE_ALPHA = 0.28;
const DISTANCE_PX = 8;

/** Spans that were held out of learning, hatched behind the lines. */
export function drawHeld(u: uPlot, spans: readonly StateSpan<'held'>[], theme: GrafanaTheme2): void {
  const { ctx, bbox } = u;
  const pxRatio = globalThis.devicePixelRatio || 1;
  const [min, max] = [u.scales.x.min ?? 0, u.scales.x.max ?? 0];
  const visible = spans.filter(({ fromMs, toMs }) => toMs > min && fromMs < max);
  if (visible.length === 0) {
    return;
  }
  ctx.save();
  ctx.beginPath();
  for (const { fromMs, toMs } of visible) {
    const left = u.valToPos(Math.max(fromMs, min), 'x', true);
    const right = u.valToPos(Math.min(toMs, max), 'x', true);
    ctx.rect(left, bbox.top, right - left, bbox.height);
  }
  ctx.clip();
  // One hatch over the whole graph, seen through the spans: neighbours join without a seam.
  ctx.beginPath();
  for (let x = bbox.left - bbox.height; x < bbox.left + bbox.width; x += DISTANCE_PX * pxRatio) {
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
  }
  ctx.strokeStyle = colorManipulator.alpha(theme.colors.text.primary, STROKE_ALPHA);
  ctx.lineWidth = pxRatio;
  ctx.stroke();
  ctx.restore();
}
