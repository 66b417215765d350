import { deserialize, serialize } from 'node:v8';
import { type Column, FirstOf, Lent, LentParts } from '../../lent.ts';
import { weigh } from './weight.ts';

/**
 * Plain data of any size as a row of pieces that each take a moment: what is small is one piece (V8's structured
 * clone), what is large is opened up. Maps, sets, typed arrays and the values between them are kept; that two places hold
 * the same object is not.
 *
 * ```
 *  value  = leaf | typed bytes* | list group* end | map group* end | object value*
 *  group  = items | value          items: several small elements in one piece
 * ```
 */
export interface Piece {
  readonly kind: PieceKind;
  readonly bytes: Uint8Array;
}
export const PIECE_KINDS = ['leaf', 'typed', 'bytes', 'list', 'map', 'object', 'items', 'end'] as const;
export type PieceKind = (typeof PIECE_KINDS)[number];

/** About the size of a piece: V8 serialises it within a millisecond or two. What is lent is in no larger ones. */
export const PIECE_BYTES = 256 * 1024;

const TYPED = {
  Float64Array,
  Float32Array,
  Uint32Array,
  Int32Array,
  Uint16Array,
  Int16Array,
  Uint8Array,
  Int8Array,
} as const;
type TypedName = keyof typeof TYPED;

/** The bytes of a piece may be memory that goes on changing: they are to be copied before anybody else has a turn. */
export function* encodePieces(value: unknown): Generator<Piece> {
  if (value instanceof Lent) return yield* encodeParts(value.column![Symbol.toStringTag], [value]);
  if (value instanceof LentParts) return yield* encodeParts(value.name, value.parts);
  if (value instanceof FirstOf) return yield* encodeGroups('list', value);
  if (weigh(value, PIECE_BYTES) <= PIECE_BYTES) return yield piece('leaf', value);
  if (ArrayBuffer.isView(value)) {
    const column = value as Column;
    return yield* encodeParts(column[Symbol.toStringTag], [{ column, giveBack: () => undefined }]);
  }
  if (Array.isArray(value)) return yield* encodeGroups('list', value);
  if (value instanceof Map) return yield* encodeGroups('map', value);
  if (typeof value !== 'object' || value === null || value instanceof Set) return yield piece('leaf', value);
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  yield piece(
    'object',
    entries.map(([key]) => key),
  );
  for (const [, part] of entries) yield* encodePieces(part);
}

/** As one array. What was lent is given back when it is written. */
function* encodeParts(name: string, parts: readonly Pick<Lent, 'column' | 'giveBack'>[]): Generator<Piece> {
  yield piece('typed', { name, bytes: parts.reduce((sum, { column }) => sum + column!.byteLength, 0) });
  for (const part of parts) {
    for (let at = 0; at < part.column!.byteLength; at += PIECE_BYTES) {
      // Kept meanwhile, it is elsewhere.
      const { buffer, byteOffset, byteLength } = part.column!;
      yield { kind: 'bytes', bytes: new Uint8Array(buffer, byteOffset + at, Math.min(PIECE_BYTES, byteLength - at)) };
    }
    part.giveBack();
  }
}

function* encodeGroups(kind: 'list' | 'map', elements: Iterable<unknown>): Generator<Piece> {
  yield piece(kind, null);
  let items: unknown[] = [];
  let weight = 0;
  for (const element of elements) {
    const own = weigh(element, PIECE_BYTES);
    if (items.length > 0 && weight + own > PIECE_BYTES) {
      yield piece('items', items);
      items = [];
      weight = 0;
    }
    if (own > PIECE_BYTES) yield* encodePieces(element);
    else {
      items.push(element);
      weight += own;
    }
  }
  if (items.length > 0) yield piece('items', items);
  yield piece('end', null);
}

const piece = (kind: PieceKind, value: unknown): Piece => ({ kind, bytes: serialize(value) });

/** The value that `encodePieces` made the pieces of. @throws Error where they are not whole */
export async function decodePieces(pieces: AsyncIterator<Piece>): Promise<unknown> {
  return decodeValue(await next(pieces), pieces);
}

async function decodeValue({ kind, bytes }: Piece, pieces: AsyncIterator<Piece>): Promise<unknown> {
  switch (kind) {
    case 'leaf':
      return deserialize(bytes);
    case 'typed':
      return decodeTyped(deserialize(bytes) as { name: TypedName; bytes: number }, pieces);
    case 'list':
      return decodeGroups(pieces);
    case 'map':
      return new Map((await decodeGroups(pieces)) as [unknown, unknown][]);
    case 'object': {
      const object: Record<string, unknown> = {};
      for (const key of deserialize(bytes) as string[]) object[key] = await decodeValue(await next(pieces), pieces);
      return object;
    }
    default:
      throw new Error(`has a piece '${kind}' where a value should be`);
  }
}

async function decodeTyped({ name, bytes }: { name: TypedName; bytes: number }, pieces: AsyncIterator<Piece>) {
  const whole = new Uint8Array(bytes);
  for (let at = 0; at < bytes;) {
    const part = await next(pieces);
    whole.set(part.bytes, at);
    at += part.bytes.length;
  }
  return new TYPED[name](whole.buffer);
}

async function decodeGroups(pieces: AsyncIterator<Piece>): Promise<unknown[]> {
  const elements: unknown[] = [];
  for (;;) {
    const part = await next(pieces);
    if (part.kind === 'end') return elements;
    if (part.kind === 'items') for (const item of deserialize(part.bytes) as unknown[]) elements.push(item);
    else elements.push(await decodeValue(part, pieces));
  }
}

async function next(pieces: AsyncIterator<Piece>): Promise<Piece> {
  const { done, value } = await pieces.next();
  if (done === true) throw new Error('ends too early');
  return value;
}
