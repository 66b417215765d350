import { F, RECORD } from './layout.ts';
import type { DetectorState } from '../types.ts';

/** The fields of a record, in order: a name and a length in floats. A checkpoint carries it beside the records. */
export type RecordLayout = readonly (readonly [name: string, length: number])[];

const NAMES = Object.keys(F) as (keyof typeof F)[];

export const LAYOUT: RecordLayout = NAMES.map((name, i) => {
  const next = NAMES[i + 1];
  return [name, (next === undefined ? RECORD : F[next]) - F[name]];
});

/** What a record was when checkpoints did not name its fields: a name each, with its length where that is not one float. */
export const UNNAMED: RecordLayout = `
  age present quarterSlot quarterSum quarterCount hourSlot hourSum hourCount dayUnit weekUnit daySpread weekSpread lossDay
  lossWeek weekCount flat slow middle fast middleLoss fastLoss rest driftMean driftSpread fastLow fastHigh slowLow slowHigh
  fastLong slowLong typicalLow typicalHigh absentRate zeroRate zeroLife absentRun zeroRun signed unit holdCount holdOffset
  holdLow holdHigh holdSlowLow holdSlowHigh heldSlow heldMiddle heldFast heldMiddleLoss heldFastLoss holdValue holdExpected
  correction change:28 hourScale:24 coarseAbsent:8 coarseZero:8 day:48 week:84`
  .trim()
  .split(/\s+/)
  .map((field) => {
    const [name, length = '1'] = field.split(':');
    return [name!, Number(length)] as const;
  });

/** Floats of a record of that layout. */
const recordOf = (layout: RecordLayout): number => layout.reduce((sum, [, length]) => sum + length, 0);

const piecesOf = ({ state }: DetectorState): readonly Float32Array[] => (ArrayBuffer.isView(state) ? [state] : state);

/** Whether records can be told apart: those of older checkpoints have no names, and are read by their size. */
export const isReadable = (saved: DetectorState): boolean =>
  piecesOf(saved).reduce((sum, { length }) => sum + length, 0) === saved.rows * recordOf(saved.layout ?? UNNAMED);

/**
 * The records of a checkpoint as records of this version: what both know by name and length is taken over, bit for bit,
 * the rest is what a new series begins with.
 *
 * @param saved `isReadable`
 * @param fresh a record that has learned nothing
 */
export function inThisLayout(saved: DetectorState, fresh: Float32Array): readonly Float32Array[] {
  const pieces = piecesOf(saved);
  const { layout = UNNAMED } = saved;
  if (isSame(layout)) return pieces;
  const copies = copiesFrom(layout);
  const size = recordOf(layout);
  return pieces.map((piece) => {
    const records = piece.length / size;
    const target = new Float32Array(records * RECORD);
    // As numbers the profiles' bytes might change on the way.
    const [from, to] = [bitsOf(piece), bitsOf(target)];
    for (let record = 0; record < records; record++) {
      to.set(bitsOf(fresh), record * RECORD);
      for (const { at, length, kept } of copies) {
        const start = record * size + at;
        to.set(from.subarray(start, start + length), record * RECORD + kept);
      }
    }
    return target;
  });
}

/** Of each field that both layouts have, where it was and where it is. */
function copiesFrom(layout: RecordLayout): { at: number; length: number; kept: number }[] {
  const lengths = new Map(LAYOUT);
  let at = 0;
  return layout.flatMap(([name, length]) => {
    const start = at;
    at += length;
    return lengths.get(name) === length ? [{ at: start, length, kept: F[name as keyof typeof F] }] : [];
  });
}

const isSame = (layout: RecordLayout): boolean =>
  layout.length === LAYOUT.length &&
  layout.every(([name, length], i) => name === LAYOUT[i]![0] && length === LAYOUT[i]![1]);

const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length);
