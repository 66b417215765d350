/** Expected value, limits and typical range of one row and step. NaN: there is none. */
export interface KeptBand {
  readonly expected: number;
  readonly typicalLower: number;
  readonly typicalUpper: number;
  readonly lower: number;
  readonly upper: number;
}

/** Plain data, 13 bytes a row. */
export interface KeptBands {
  readonly expected: Float32Array;
  /** Four a row, in the order of ENDS: how far an end lies from the expected value. */
  readonly widths: Uint16Array;
  /** Binary exponent of the row's widest, as float32 has it. */
  readonly exponent: Uint8Array;
}

const ENDS = ['typicalLower', 'typicalUpper', 'lower', 'upper'] as const;
/** An end that is not there, and one that is 0: that no rate is below nothing is to be said exactly. */
const NONE = 65_535;
const AT_ZERO = 65_534;
/**
 * A width is kept as the upper bits of its float32, counted from 30 powers of two below the row's widest: eleven bits behind
 * the point, an error of 1 / 4096 at most. What is narrower than that is no width.
 */
const DROPPED_BITS = 12;
const HALF_DROPPED = 1 << (DROPPED_BITS - 1);
const MANTISSA_BITS = 23;
const POWERS = 30;

const number = new Float32Array(1);
const bits = new Uint32Array(number.buffer);

/** Room for so many rows, of which nothing is known. */
export const allocateBands = (rows: number): KeptBands => ({
  expected: new Float32Array(rows).fill(NaN),
  widths: new Uint16Array(ENDS.length * rows).fill(NONE),
  exponent: new Uint8Array(rows),
});

/** With room for more rows, of which nothing is known. */
export function widenBands(from: KeptBands, rows: number): KeptBands {
  const to = allocateBands(rows);
  to.expected.set(from.expected);
  to.widths.set(from.widths);
  to.exponent.set(from.exponent);
  return to;
}

/** Keeps entry `i` of the columns as the row's. Ends that are in order stay so. */
export function keepBand(
  { expected, widths, exponent }: KeptBands,
  row: number,
  columns: Readonly<Record<keyof KeptBand, ArrayLike<number>>>,
  i: number,
): void {
  const middle = Math.fround(columns.expected[i]!);
  const { typicalLower, typicalUpper, lower, upper } = columns;
  expected[row] = middle;
  const widest = Math.max(
    wide(middle - typicalLower[i]!),
    wide(typicalUpper[i]! - middle),
    wide(middle - lower[i]!),
    wide(upper[i]! - middle),
  );
  number[0] = widest;
  const power = bits[0]! >>> MANTISSA_BITS;
  exponent[row] = power;
  const at = ENDS.length * row;
  widths[at] = codeOf(middle, typicalLower[i]!, -1, power);
  widths[at + 1] = codeOf(middle, typicalUpper[i]!, 1, power);
  widths[at + 2] = codeOf(middle, lower[i]!, -1, power);
  widths[at + 3] = codeOf(middle, upper[i]!, 1, power);
}

const wide = (width: number): number => (width > 0 ? width : 0);

/** What code 0 stands for, in the kept bits of a float32. */
const lowestOf = (power: number): number => (power - POWERS) * (1 << (MANTISSA_BITS - DROPPED_BITS));

/** @param side −1 below, 1 above */
function codeOf(middle: number, end: number, side: number, power: number): number {
  const width = side * (end - middle);
  // Infinite beside what float32 can hold: no end is there.
  if (!(Math.abs(width) < Infinity)) return NONE;
  number[0] = wide(width);
  const code = Math.max(0, ((bits[0]! + HALF_DROPPED) >>> DROPPED_BITS) - lowestOf(power));
  const isZero = side < 0 && end >= 0 && (end === 0 || widthOf(code, power) > middle);
  return isZero ? AT_ZERO : code;
}

function widthOf(code: number, power: number): number {
  if (code === 0) return 0;
  bits[0] = (code + lowestOf(power)) << DROPPED_BITS;
  return number[0]!;
}

/** The row's band again: the expected value to seven digits, how far its ends lie from it to 1 / 4096. */
export function bandAt({ expected, widths, exponent }: KeptBands, row: number): KeptBand {
  const middle = expected[row]!;
  const power = exponent[row]!;
  const endAt = (end: number): number => {
    const code = widths[ENDS.length * row + end]!;
    if (code === NONE) return NaN;
    if (code === AT_ZERO) return 0;
    return middle + (end % 2 === 0 ? -1 : 1) * widthOf(code, power);
  };
  return {
    expected: middle,
    typicalLower: endAt(0),
    typicalUpper: endAt(1),
    lower: endAt(2),
    upper: endAt(3),
  };
}

const OLDER = ['expected', ...ENDS] as const;

/** Bands of checkpoints that kept five float32 a row. */
export function fromFloats(floats: Float32Array): KeptBands {
  const rows = floats.length / OLDER.length;
  const bands = allocateBands(rows);
  const one = { expected: [NaN], typicalLower: [NaN], typicalUpper: [NaN], lower: [NaN], upper: [NaN] };
  for (let row = 0; row < rows; row++) {
    OLDER.forEach((name, k) => (one[name][0] = floats[OLDER.length * row + k]!));
    keepBand(bands, row, one, 0);
  }
  return bands;
}
