import { bigIntToHalves, nanosToMs } from './integers.ts';
import type { Malformed } from './decoded.ts';

/** Reads what JSON.parse gave as the types protobuf's JSON mapping allows. A wrong type is a `ShapeError` that says where. */
export class ShapeError extends Error {
  constructor(path: string, wanted: string, given: unknown) {
    super(`${path} must be ${wanted}, not ${describe(given)}`);
  }
}

export type JsonObject = Readonly<Record<string, unknown>>;

/** Absent and null are the default value, as in proto3's JSON mapping. */
export function object(value: unknown, path: string): JsonObject {
  if (value == null) return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new ShapeError(path, 'an object', value);
  return value as JsonObject;
}

export function list(value: unknown, path: string): readonly unknown[] {
  if (value == null) return [];
  if (!Array.isArray(value)) throw new ShapeError(path, 'an array', value);
  return value;
}

export function text(value: unknown, path: string): string {
  if (value == null) return '';
  if (typeof value !== 'string') throw new ShapeError(path, 'a string', value);
  return value;
}

export function bool(value: unknown, path: string): boolean {
  if (value == null) return false;
  if (typeof value !== 'boolean') throw new ShapeError(path, 'true or false', value);
  return value;
}

/** A double; also as a string, with NaN and the infinities by name. NaN where it is absent. */
export function double(value: unknown, path: string): number {
  if (value == null) return NaN;
  if (typeof value === 'number') return value;
  if (value === 'NaN') return NaN;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
  if (Number.isNaN(number)) throw new ShapeError(path, 'a number', value);
  return number;
}

/** An integer of at most 64 bits, as a number or a string. */
export function integer(value: unknown, path: string): number {
  if (value == null) return 0;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  if (typeof value === 'string' && /^-?\d{1,20}$/.test(value)) return Number(value);
  throw new ShapeError(path, 'an integer', value);
}

export function unsigned(value: unknown, path: string): number {
  const number = integer(value, path);
  if (number < 0) throw new ShapeError(path, 'a non-negative integer', value);
  return number;
}

/** Nanoseconds since the epoch as milliseconds; 0 where absent. */
export function timeMs(value: unknown, path: string): number {
  if (typeof value === 'string' && /^\d{1,20}$/.test(value)) {
    const nanos = BigInt(value);
    if (nanos < 1n << 64n) return nanosToMs(bigIntToHalves(nanos));
    throw new ShapeError(path, 'nanoseconds in 64 bits', value);
  }
  return nanosToMs(unsigned(value, path));
}

/** Collects items that cannot be read instead of failing what stands beside them. */
export class MalformedItems {
  #count = 0;
  #message = '';

  /** What `readOne` makes of each; one that throws a ShapeError is counted and left out. */
  readEach<T>(values: readonly unknown[], path: string, readOne: (value: unknown, path: string) => T): T[] {
    const read: T[] = [];
    values.forEach((value, i) => {
      try {
        read.push(readOne(value, `${path}[${i}]`));
      } catch (error) {
        if (!(error instanceof ShapeError)) throw error;
        this.#count++;
        this.#message ||= error.message;
      }
    });
    return read;
  }

  result(): Malformed {
    return { count: this.#count, message: this.#message };
  }
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  const shown = JSON.stringify(value) ?? String(value);
  return shown.length > 40 ? `${shown.slice(0, 40)}…` : shown;
}
