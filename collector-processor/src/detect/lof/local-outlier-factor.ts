import type { Matrix } from '../learned/matrix.ts';

/** The training rows with what their neighbourhoods are like. */
export interface Neighbourhood {
  readonly rows: Matrix;
  readonly neighbours: number;
  /** Distance of each row to its `neighbours`-th neighbour. */
  readonly reach: Float64Array;
  /** Local reachability density of each row. */
  readonly density: Float64Array;
  /** Added to every mean reachability distance; keeps the density of rows that are all alike finite. */
  readonly reachFloor: number;
}

/** How dense it is around each row, brute force: rows² distances. */
export function learnNeighbourhood(rows: Matrix, neighbours: number, reachFloor: number): Neighbourhood {
  const count = Math.min(neighbours, rows.rows - 1);
  const search = createSearch(rows, count);
  const nearest = new Int32Array(rows.rows * count);
  const distances = new Float64Array(rows.rows * count);
  const reach = new Float64Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    search(rows.data, row * rows.width, row);
    nearest.set(search.nearest, row * count);
    distances.set(search.distances, row * count);
    reach[row] = search.distances[count - 1]!;
  }
  const density = new Float64Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    const from = row * count;
    density[row] = densityOf(nearest.subarray(from), distances.subarray(from), count, reach, reachFloor);
  }
  return { rows, neighbours: count, reach, density, reachFloor };
}

/**
 * Local Outlier Factor (Breunig, Kriegel, Ng & Sander 2000) of rows that were not trained on: how much less dense it is
 * around a row than around its neighbours. 1 = as dense, more = sparser.
 */
export function localOutlierFactors(neighbourhood: Neighbourhood, rows: Matrix): Float64Array {
  const { neighbours, reach, density, reachFloor } = neighbourhood;
  const search = createSearch(neighbourhood.rows, neighbours);
  const factors = new Float64Array(rows.rows);
  for (let row = 0; row < rows.rows; row++) {
    search(rows.data, row * rows.width);
    const own = densityOf(search.nearest, search.distances, neighbours, reach, reachFloor);
    factors[row] = meanDensity(search.nearest, neighbours, density) / own;
  }
  return factors;
}

function densityOf(
  nearest: Int32Array,
  distances: Float64Array,
  count: number,
  reach: Float64Array,
  floor: number,
): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += Math.max(distances[i]!, reach[nearest[i]!]!);
  return 1 / (sum / count + floor);
}

function meanDensity(nearest: Int32Array, count: number, density: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += density[nearest[i]!]!;
  return sum / count;
}

interface Search {
  /** Finds the nearest rows of a point that starts at `data[from]`, `except` one; equal distances by row number. */
  (data: Float64Array, from: number, except?: number): void;
  /** Of the last search, ascending by distance. Overwritten by the next. */
  readonly nearest: Int32Array;
  readonly distances: Float64Array;
}

function createSearch({ rows, width, data: known }: Matrix, count: number): Search {
  const nearest = new Int32Array(count);
  const distances = new Float64Array(count);
  const search = (data: Float64Array, from: number, except = -1): void => {
    distances.fill(Infinity);
    let furthest = Infinity;
    for (let row = 0, at = 0; row < rows; row++, at += width) {
      if (row === except) continue;
      let squares = 0;
      for (let j = 0; j < width; j++) {
        const difference = data[from + j]! - known[at + j]!;
        squares += difference * difference;
      }
      if (squares >= furthest) continue;
      let place = count - 1;
      for (; place > 0 && distances[place - 1]! > squares; place--) {
        distances[place] = distances[place - 1]!;
        nearest[place] = nearest[place - 1]!;
      }
      distances[place] = squares;
      nearest[place] = row;
      furthest = distances[count - 1]!;
    }
    for (let i = 0; i < count; i++) distances[i] = Math.sqrt(distances[i]!);
  };
  return Object.assign(search, { nearest, distances });
}
