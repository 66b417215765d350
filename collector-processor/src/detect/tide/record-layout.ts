import { takeConverted } from './converted.ts';
import { F, RECORD } from './layout.ts';
import { slabOf } from './slab.ts';
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
 * The records of a checkpoint as records of this version: what both know by name and length is taken over, bit for bit, what
 * was kept with more bits by its value (converted.ts), the rest is what a new series begins with.
 *
 * @param saved `isReadable`
 * @param fresh a record that has learned nothing
 */
export function inThisLayout(saved: DetectorState, fresh: Float32Array): readonly Float32Array[] {
  const pieces = piecesOf(saved);
  const { layout = UNNAMED } = saved;
  if (isSame(layout)) return pieces;
  const fields = fieldsOf(layout);
  const copies = copiesFrom(fields);
  const size = recordOf(layout);
  return pieces.map((piece) => {
    const records = piece.length / size;
    const target = slabOf(new Float32Array(records * RECORD));
    const { float, short } = slabOf(piece);
    // As numbers what is no float might change on the way.
    const [from, to] = [bitsOf(piece), bitsOf(target.float)];
    for (let record = 0; record < records; record++) {
      const start = record * size;
      const o = record * RECORD;
      to.set(bitsOf(fresh), o);
      for (const { at, length, kept } of copies) to.set(from.subarray(start + at, start + at + length), o + kept);
      const at = (name: string, length: number): number | undefined => {
        const field = fields.get(name);
        return field?.length === length ? start + field.at : undefined;
      };
      takeConverted({ at, float, short }, target, o);
    }
    return target.float;
  });
}

interface Field {
  readonly at: number;
  readonly length: number;
}

function fieldsOf(layout: RecordLayout): Map<string, Field> {
  let next = 0;
  return new Map(
    layout.map(([name, length]) => {
      const at = next;
      next += length;
      return [name, { at, length }];
    }),
  );
}

/** Of each field that both layouts have, where it was and where it is. */
function copiesFrom(fields: ReadonlyMap<string, Field>): (Field & { readonly kept: number })[] {
  return LAYOUT.flatMap(([name, length]) => {
    const field = fields.get(name);
    return field?.length === length ? [{ ...field, kept: F[name as keyof typeof F] }] : [];
  });
}

const isSame = (layout: RecordLayout): boolean =>
  layout.length === LAYOUT.length &&
  layout.every(([name, length], i) => name === LAYOUT[i]![0] && length === LAYOUT[i]![1]);

const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length);
