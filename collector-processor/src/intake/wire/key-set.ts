import { bytesTag } from './tags.ts';

const KEY = bytesTag(1);
const VALUE = bytesTag(2);

/** Names of attributes, to be looked for in the bytes of a KeyValue. */
export class KeySet {
  /** By length; most lengths are nobody's. */
  readonly #names: Uint8Array[][] = [];

  constructor(names: readonly string[]) {
    for (const name of names) {
      const bytes = Buffer.from(name);
      (this.#names[bytes.length] ??= []).push(bytes);
    }
  }

  /**
   * Whether the KeyValue there may have one of the names. False is sure; where it is written otherwise than all encoders do
   * (one key of less than 128 bytes, then one value) the answer is true, and who reads it will see.
   */
  mayName(bytes: Uint8Array, from: number, to: number): boolean {
    if (from === to) return false;
    const length = bytes[from + 1]!;
    const keyEnd = from + 2 + length;
    if (to - from < 2 || bytes[from] !== KEY || length >= 0x80 || keyEnd > to || !isOneValue(bytes, keyEnd, to))
      return true;
    const names = this.#names[length];
    return names !== undefined && names.some((name) => isSame(name, bytes, from + 2));
  }
}

/** Nothing, or one field that reaches to the end. */
function isOneValue(bytes: Uint8Array, from: number, to: number): boolean {
  if (from === to) return true;
  if (bytes[from] !== VALUE) return false;
  let length = 0;
  let at = from + 1;
  for (let shift = 0; shift < 28 && at < to; shift += 7) {
    const byte = bytes[at++]!;
    length |= (byte & 0x7f) << shift;
    if (byte < 0x80) return at + length === to;
  }
  return false;
}

function isSame(name: Uint8Array, bytes: Uint8Array, from: number): boolean {
  for (let i = 0; i < name.length; i++) if (name[i] !== bytes[from + i]) return false;
  return true;
}
