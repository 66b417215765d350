import type uPlot from 'uplot';

/** uPlot's own flag of paths that a band does not cut. */
const BAND_CLIP_FILL = 1;

/**
 * The path of a line with many more steps than pixels: of every column of pixels its lowest and highest value, in the
 * order in which they came. Half the strokes of uPlot's own (which also keeps a column's first and last value), and the
 * same picture. Gaps (null) stay gaps. For linear scales and lines without a fill.
 */
export const densePath: uPlot.Series.PathBuilder = (u, seriesIndex, first, last) => {
  const { left, top, width, height } = u.bbox;
  const [times, values] = [u.data[0], u.data[seriesIndex]];
  const x = u.scales.x;
  const y = u.scales[u.series[seriesIndex].scale ?? ''];
  const [xMin, yMax] = [x.min ?? 0, y.max ?? 1];
  const perMs = width / ((x.max ?? 1) - xMin || 1);
  const perUnit = height / (yMax - (y.min ?? 0) || 1);

  const path = new Path2D();
  let column = -1;
  let low = 0;
  let high = 0;
  let highLast = false;
  let open = false;
  const flush = () => {
    if (column === -1) {
      return;
    }
    const [before, after] = highLast ? [low, high] : [high, low];
    const px = left + column;
    if (open) {
      path.lineTo(px, top + (yMax - before) * perUnit);
    } else {
      path.moveTo(px, top + (yMax - before) * perUnit);
      open = true;
    }
    path.lineTo(px, top + (yMax - after) * perUnit);
  };
  for (let row = first; row <= last; row += 1) {
    const value = values[row];
    if (value == null) {
      // `undefined` is no entry of this series: its line goes on.
      if (value === null) {
        flush();
        column = -1;
        open = false;
      }
      continue;
    }
    const at = Math.round((times[row] - xMin) * perMs);
    if (at !== column) {
      flush();
      column = at;
      low = value;
      high = value;
      highLast = true;
    } else if (value < low) {
      low = value;
      highLast = false;
    } else if (value > high) {
      high = value;
      highLast = true;
    }
  }
  flush();
  return { stroke: path, flags: BAND_CLIP_FILL };
};
