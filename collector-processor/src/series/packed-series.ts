import { FirstOf, type Lendable } from '../lent.ts';
import { widened } from '../widened.ts';
import { labelsBy } from './labels.ts';
import type { SeriesRef } from './types.ts';

/** Series as columns, row by row: a checkpoint of a million objects would take seconds. Plain data. */
export interface PackedSeries {
  readonly ids: Float64Array;
  /** Lists of label names, and which of them each row has. */
  readonly names: readonly (readonly string[])[];
  readonly shape: Int32Array;
  /** The label values of all rows, one after another, each row's in the order of its names. */
  readonly values: readonly string[];
}

const FIRST_ROWS = 16;

/** Packs series as they come, so that a checkpoint has nothing left to do but to copy. */
export function createSeriesPacker() {
  const names: string[][] = [];
  const shapeByNames = new Map<string, number>();
  const values: string[] = [];
  let ids = new Float64Array(FIRST_ROWS);
  let shape = new Int32Array(FIRST_ROWS);
  let rows = 0;

  function shapeOf(own: string[]): number {
    const key = JSON.stringify(own);
    let found = shapeByNames.get(key);
    if (found === undefined) shapeByNames.set(key, (found = names.push(own) - 1));
    return found;
  }

  return {
    push({ id, labels }: SeriesRef): void {
      if (rows === ids.length) {
        ids = widened(ids);
        shape = widened(shape);
      }
      // Those of one watch nearly always have the same names as the one before.
      let own = rows === 0 ? undefined : shape[rows - 1]!;
      if (own === undefined || !hasNames(labels, names[own]!)) own = shapeOf(Object.keys(labels));
      for (const name of names[own]!) values.push(labels[name]!);
      ids[rows] = id;
      shape[rows++] = own;
    },
    snapshot: (): PackedSeries => ({
      ids: ids.slice(0, rows),
      names: names.map((own) => [...own]),
      shape: shape.slice(0, rows),
      values: values.slice(),
    }),
    /** For a checkpoint. Rows only come, so nothing is copied. */
    lend: (): Lendable<PackedSeries> => ({
      ids: ids.subarray(0, rows),
      names: names.map((own) => [...own]),
      shape: shape.subarray(0, rows),
      values: new FirstOf(values),
    }),
  };
}

/** The series again, in the order of their rows. */
export function unpackSeries(watch: string, { ids, names, shape, values }: PackedSeries): SeriesRef[] {
  const refs: SeriesRef[] = [];
  let from = 0;
  const valueOf = (_name: string, at: number): string => values[from + at]!;
  for (let row = 0; row < ids.length; row++) {
    const own = names[shape[row]!]!;
    refs.push({ id: ids[row]!, watch, labels: Object.freeze(labelsBy(own, valueOf)) });
    from += own.length;
  }
  return refs;
}

/** Whether these are the labels' names, in this order. */
function hasNames(labels: SeriesRef['labels'], names: readonly string[]): boolean {
  let at = 0;
  for (const name in labels) if (name !== names[at++]) return false;
  return at === names.length;
}
