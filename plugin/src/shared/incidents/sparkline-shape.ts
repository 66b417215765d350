import type { RangeSeries } from '../api/contract';

/** SVG paths in a box of `width` × `height`, top left at 0, 0. */
export interface SparklineShape {
  readonly band: string;
  readonly line: string;
  /** The parts of the line that lie outside the band. */
  readonly outside: string;
}

type Column = ReadonlyArray<number | null>;
type Point = readonly [x: number, y: number];

/** A small picture of a series: value, and the band it should have stayed in. Null when there is nothing to draw. */
export function sparklineShape(series: RangeSeries, width: number, height: number): SparklineShape | null {
  const { times, value = [], lower = [], upper = [], score = [] } = series;
  const shown = [...value, ...lower, ...upper].filter((cell) => cell !== null);
  if (times.length < 2 || shown.length === 0) {
    return null;
  }
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const first = times[0];
  const x = (index: number) => round(((times[index] - first) / (times[times.length - 1] - first)) * width);
  const y = (cell: number) => round(high === low ? height / 2 : height - ((cell - low) / (high - low)) * height);
  const points = (column: Column, index: number): Point | null => {
    const cell = column[index] ?? null;
    return cell === null ? null : [x(index), y(cell)];
  };
  const runs = (column: Column, wanted: (index: number) => boolean = () => true) =>
    runsOf(times.map((_, index) => (wanted(index) ? points(column, index) : null)));
  // A step outside belongs to the line before and after it, or a single one would be a dot that nobody sees.
  const isOutside = (index: number) => [index - 1, index, index + 1].some((near) => (score[near] ?? 0) > 1);
  return {
    band: bandRuns(times.map((_, index) => [points(upper, index), points(lower, index)])),
    line: runs(value).map(path).join(''),
    outside: runs(value, isOutside).map(path).join(''),
  };
}

/** Stretches without a gap. */
function runsOf(points: ReadonlyArray<Point | null>): Point[][] {
  const runs: Point[][] = [[]];
  for (const point of points) {
    if (point === null) {
      runs.push([]);
    } else {
      runs[runs.length - 1].push(point);
    }
  }
  return runs.filter((run) => run.length > 0);
}

function bandRuns(edges: ReadonlyArray<readonly [Point | null, Point | null]>): string {
  const whole = edges.map(([upper, lower]) => (upper === null || lower === null ? null : upper));
  const lowerAt = new Map(
    edges.flatMap(([upper, lower]) => (upper === null || lower === null ? [] : [[upper, lower]])),
  );
  return runsOf(whole)
    .map((run) => {
      const back = run.map((upper) => lowerAt.get(upper) ?? upper).reverse();
      return `${path([...run, ...back])}Z`;
    })
    .join('');
}

function path(points: readonly Point[]): string {
  return points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${x} ${y}`).join('');
}

const round = (pixels: number) => Math.round(pixels * 10) / 10;
