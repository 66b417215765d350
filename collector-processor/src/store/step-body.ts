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

type Name = (typeof NUMBERS)[number] | (typeof BYTES)[number];

/** What is stored of a step, by series. NaN: no value. */
export type BodyColumns = Readonly<Record<Name, ArrayLike<number>>>;
/** The same of one series. */
export type StepRow = Readonly<Record<'stepMs' | Name, number>>;

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

/** The ids and columns of an encoded step, read where they stand. */
export function decodeStep(stepMs: number, body: Uint8Array) {
  const bytes = body.byteOffset % NUMBER_BYTES === 0 ? body : body.slice();
  const count = bytes.length / BYTES_A_ROW;
  const numbers = new Float64Array(bytes.buffer, bytes.byteOffset, count * (1 + NUMBERS.length));
  const small = new Int8Array(bytes.buffer, bytes.byteOffset + numbers.byteLength, count * BYTES.length);
  const columns = Object.fromEntries([
    ...NUMBERS.map((name, k) => [name, numbers.subarray((1 + k) * count, (2 + k) * count)]),
    ...BYTES.map((name, k) => [name, small.subarray(k * count, (k + 1) * count)]),
  ]) as BodyColumns;
  return { stepMs, ids: numbers.subarray(0, count), columns };
}

export type DecodedStep = ReturnType<typeof decodeStep>;

export function rowAt({ stepMs, columns: c }: DecodedStep, at: number): StepRow {
  return {
    stepMs,
    value: c.value[at]!,
    expected: c.expected[at]!,
    typicalLower: c.typicalLower[at]!,
    typicalUpper: c.typicalUpper[at]!,
    lower: c.lower[at]!,
    upper: c.upper[at]!,
    score: c.score[at]!,
    severity: c.severity[at]!,
    direction: c.direction[at]!,
    learning: c.learning[at]!,
    held: c.held[at]!,
  };
}
