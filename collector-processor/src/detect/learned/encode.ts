import { unreadable } from './stored.ts';
import type { NumberArray, SerialisedModel } from './types.ts';

/**
 * Bytes of a model, little-endian: 'TDMM' · length of the header (uint32) · header as JSON · padding to 8 bytes · the
 * arrays one after the other, each padded to 8 bytes.
 */
const MAGIC = 0x4d4d4454;
const ALIGN = 8;
const PREAMBLE = 8;

const ARRAY_TYPES = { Float64Array, Float32Array, Int32Array, Uint8Array } as const;
type ArrayType = keyof typeof ARRAY_TYPES;

interface Header {
  readonly model: string;
  readonly version: number;
  readonly plain: SerialisedModel['plain'];
  readonly arrays: readonly { readonly name: string; readonly type: ArrayType; readonly length: number }[];
}

export function encodeModel({ model, version, plain, arrays }: SerialisedModel): Uint8Array {
  const entries = Object.entries(arrays);
  const header: Header = {
    model,
    version,
    plain,
    arrays: entries.map(([name, array]) => ({ name, type: typeOf(array), length: array.length })),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  let offset = aligned(PREAMBLE + text.length);
  const bytes = new Uint8Array(entries.reduce((end, [, array]) => end + aligned(array.byteLength), offset));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, text.length, true);
  bytes.set(text, PREAMBLE);
  for (const [, array] of entries) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), offset);
    offset += aligned(array.byteLength);
  }
  return bytes;
}

/** @throws TidemarkError TLERR_MODEL_UNREADABLE when the bytes are no model, or not all of one */
export function decodeModel(bytes: Uint8Array): SerialisedModel {
  // A copy of its own: what a database hands out need not be aligned.
  const copy = Uint8Array.from(bytes);
  const header = readHeader(copy);
  const arrays: Record<string, NumberArray> = {};
  let offset = aligned(PREAMBLE + new DataView(copy.buffer).getUint32(4, true));
  for (const { name, type, length } of header.arrays) {
    const Type = ARRAY_TYPES[type];
    const size = length * Type.BYTES_PER_ELEMENT;
    if (offset + size > copy.length) throw unreadable(header.model, 'its bytes end too soon');
    arrays[name] = new Type(copy.buffer, offset, length);
    offset += aligned(size);
  }
  return { model: header.model, version: header.version, plain: header.plain, arrays };
}

function readHeader(bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer);
  if (bytes.length < PREAMBLE || view.getUint32(0, true) !== MAGIC)
    throw unreadable('a model', 'its bytes are no model');
  const end = PREAMBLE + view.getUint32(4, true);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(PREAMBLE, end))) as Header;
  } catch (error) {
    throw unreadable('a model', `its header is damaged (${String(error)})`);
  }
}

function typeOf(array: NumberArray): ArrayType {
  return array.constructor.name as ArrayType;
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGN) * ALIGN;
}
