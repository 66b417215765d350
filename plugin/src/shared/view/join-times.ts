import type { Cell } from './overlay-view';

export interface JoinedTimes {
  /** All times of all frames, ascending, each once. */
  readonly times: readonly number[];
  /** A column of frame `index`, laid out along {@link times}; `undefined` where the frame has no row. */
  columnOf(index: number, values: ReadonlyArray<number | null | undefined>): readonly Cell[];
}

/** Lays frames of different times along one axis, as uPlot wants them. Frames that share their times are not copied. */
export function joinTimes(frames: ReadonlyArray<readonly number[]>): JoinedTimes {
  const [first = []] = frames;
  if (isAscending(first) && frames.every((times) => sameTimes(times, first))) {
    return { times: first, columnOf: (_, values) => values };
  }
  const times = [...new Set(frames.flat())].sort((a, b) => a - b);
  const rowOf = new Map(times.map((time, row) => [time, row]));
  return {
    times,
    columnOf: (index, values) => {
      const cells = new Array<Cell>(times.length).fill(undefined);
      frames[index]?.forEach((time, row) => {
        const target = rowOf.get(time);
        if (target !== undefined) {
          cells[target] = values[row] ?? null;
        }
      });
      return cells;
    },
  };
}

function sameTimes(a: readonly number[], b: readonly number[]): boolean {
  return a === b || (a.length === b.length && a.every((time, row) => time === b[row]));
}

function isAscending(times: readonly number[]): boolean {
  return times.every((time, row) => row === 0 || time > times[row - 1]);
}
