import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import { t } from '@grafana/i18n';
import type uPlot from 'uplot';
import { regionSpans, type Region, type RegionSpan } from '../view/regions';

const FILL_ALPHA = 0.12;
const SELECTED_ALPHA = 0.26;
const STRIP_HEIGHT_PX = 3;
/** A region of one step on a week's graph must still be seen. */
const MIN_WIDTH_PX = 2;

export function regionColor(region: Pick<Region, 'color'>, theme: GrafanaTheme2): string {
  return theme.visualization.getColorByName(region.color ?? 'blue');
}

/** Regions behind the lines: a tint over the height and a strip of full colour along the top. */
export function drawRegions(
  u: uPlot,
  regions: readonly Region[],
  selectedId: string | null,
  theme: GrafanaTheme2,
): void {
  const { ctx, bbox } = u;
  const pxRatio = globalThis.devicePixelRatio || 1;
  const [min, max] = [u.scales.x.min ?? 0, u.scales.x.max ?? 0];
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const draw = (span: RegionSpan, alpha: number) => {
    if (span.endMs < min || span.startMs > max) {
      return;
    }
    const left = u.valToPos(Math.max(span.startMs, min), 'x', true);
    const right = u.valToPos(Math.min(span.endMs, max), 'x', true);
    const width = Math.max(right - left, MIN_WIDTH_PX * pxRatio);
    const color = regionColor(span, theme);
    ctx.fillStyle = colorManipulator.alpha(color, alpha);
    ctx.fillRect(left, bbox.top, width, bbox.height);
    ctx.fillStyle = color;
    ctx.fillRect(left, bbox.top, width, STRIP_HEIGHT_PX * pxRatio);
  };
  const isSelected = ({ incident }: Region) => incident !== null && incident.id === selectedId;
  regionSpans(regions.filter((region) => !isSelected(region))).forEach((span) => draw(span, FILL_ALPHA));
  regions.filter(isSelected).forEach((region) => draw(region, SELECTED_ALPHA));
  ctx.restore();
}

/** A dashed line where the known ends and the forecast begins. */
export function drawNow(u: uPlot, nowMs: number, theme: GrafanaTheme2): void {
  const { ctx, bbox } = u;
  const [min, max] = [u.scales.x.min ?? 0, u.scales.x.max ?? 0];
  if (nowMs <= min || nowMs >= max) {
    return;
  }
  const pxRatio = globalThis.devicePixelRatio || 1;
  const x = Math.round(u.valToPos(nowMs, 'x', true));
  ctx.save();
  ctx.strokeStyle = theme.colors.text.secondary;
  ctx.fillStyle = theme.colors.text.secondary;
  ctx.lineWidth = pxRatio;
  ctx.setLineDash([2 * pxRatio, 4 * pxRatio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.font = `${11 * pxRatio}px ${theme.typography.fontFamily}`;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  ctx.fillText(t('graph.now', 'now'), x + 4 * pxRatio, bbox.top + 5 * pxRatio);
  ctx.restore();
}
