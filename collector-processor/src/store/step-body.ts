import type { ScoreColumns } from '../series/types.ts';

const NUMBERS = [
  'value',
  'expected',
  'typicalLower',
  'typicalUpper',
  'lower',
  'upper',
  'score',
  'severity',
] as const satisfies readonly (keyof ScoreColumns)[];
const BYTES = ['direction', 'learning', 'held'] as const satisfies readonly (keyof ScoreColumns)[];
const NUMBER_BYTES = Float64Array.BYTES_PER_ELEMENT;
const BYTES_A_ROW = (1 + NUMBERS.length) * NUMBER_BYTES + BYTES.length;

/** What is stored of a step of one series. NaN: no value. */
export type StepRow = Record<'stepMs' | (typeof NUMBERS)[number] | (typeof BYTES)[number], number>;

/** A step of many series as one run of bytes: ids, then column after column, as the machine has numbers. */
export function encodeStep(ids: readonly number[], columns: ScoreColumns): Uint8Array {
  const count = ids.length;
  const body = new Uint8Array(count * BYTES_A_ROW);
  new Float64Array(body.buffer, 0, count).set(ids);
  let at = count * NUMBER_BYTES;
  for (const name of NUMBERS) {
    new Float64Array(body.buffer, at, count).set(columns[name].subarray(0, count));
    at += count * NUMBER_BYTES;
  }
  for (const name of BYTES) {
    body.set(new Uint8Array(columns[name].buffer, columns[name].byteOffset, count), at);
    at += count;
  }
  return body;
}

/** The ids and rows of an encoded step, read where they stand. */
export function decodeStep(stepMs: number, body: Uint8Array) {
  const bytes = body.byteOffset % NUMBER_BYTES === 0 ? body : body.slice();
  const count = bytes.length / BYTES_A_ROW;
  const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, count * (1 + NUMBERS.length));
  const small = new Int8Array(bytes.buffer, bytes.byteOffset + numbers.byteLength, count * BYTES.length);
  return {
    stepMs,
    ids: numbers.subarray(0, count),
    rowAt(at: number): StepRow {
      const number = (k: number): number => numbers[(1 + k) * count + at]!;
      const byte = (k: number): number => small[k * count + at]!;
      return {
        stepMs,
        value: number(0),
        expected: number(1),
        typicalLower: number(2),
        typicalUpper: number(3),
        lower: number(4),
        upper: number(5),
        score: number(6),
        severity: number(7),
        direction: byte(0),
        learning: byte(1),
        held: byte(2),
      };
    },
  };
}

export type DecodedStep = ReturnType<typeof decodeStep>;
