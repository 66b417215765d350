/** Unsigned 64-bit halves of a number, as protobuf readers without BigInt carry it. */
export interface Halves {
  readonly high: number;
  readonly low: number;
}

const TWO_32 = 4_294_967_296;
/** 2^32 ns = 4,294 ms and 967,296 ns: splitting there keeps every product below 2^53. */
const MS_IN_HIGH = 4_294;
const NS_IN_HIGH = 967_296;

/**
 * Nanoseconds to milliseconds. A time of whole milliseconds is exact, so one on a step's boundary stays on it; any other
 * is the nearest double.
 */
export function nanosToMs(value: Halves | number): number {
  if (typeof value === 'number') return halvesToMs(Math.floor(value / TWO_32), value % TWO_32);
  return halvesToMs(value.high >>> 0, value.low >>> 0);
}

/** The same of unsigned halves, without an object around them. */
export function halvesToMs(high: number, low: number): number {
  const restNs = high * NS_IN_HIGH + low;
  const wholeMs = Math.floor(restNs / 1e6);
  return high * MS_IN_HIGH + wholeMs + (restNs - wholeMs * 1e6) / 1e6;
}

/** Exact below 2^53, the nearest double above. */
export function unsignedToNumber(value: Halves | number): number {
  return typeof value === 'number' ? value : (value.high >>> 0) * TWO_32 + (value.low >>> 0);
}

/** Two's complement; exact within ±2^53, the nearest double beyond. */
export function signedToNumber(value: Halves | number): number {
  return typeof value === 'number' ? value : (value.high | 0) * TWO_32 + (value.low >>> 0);
}

export function bigIntToHalves(value: bigint): Halves {
  return { high: Number(value >> 32n), low: Number(value & 0xffff_ffffn) };
}
