/** A message that cannot be read on: what is wrong, and at which byte. */
export class WireError extends Error {
  constructor(what: string, at: number) {
    super(`${what} at byte ${at}`);
  }
}

/** Wire types (protobuf.dev/programming-guides/encoding). */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
const GROUP_START = 3;
const GROUP_END = 4;
export const FIXED32 = 5;

/** As deep as protobuf's own readers go. */
const MAX_GROUPS = 100;
const TWO_32 = 4_294_967_296;
const NO_BYTES: Uint8Array = new Uint8Array(0);
const NOTHING: DataView = new DataView(NO_BYTES.buffer);

/**
 * Walks over the bytes of a protobuf message. Whatever the bytes are, it reads inside of them, moves forward, and either
 * gives what a conforming parser gives or throws a WireError.
 */
export class Cursor {
  bytes = NO_BYTES;
  view = NOTHING;
  pos = 0;
  /** Of the message that is being read: no field may reach beyond it. */
  end = 0;
  /** High half of the varint that was read last, as an unsigned integer. */
  high = 0;

  begin(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.pos = 0;
    this.end = bytes.byteLength;
  }

  /** Lets go of the bytes. */
  release(): void {
    this.bytes = NO_BYTES;
    this.view = NOTHING;
  }

  /** A field's tag: its number × 8 + its wire type. */
  tag(): number {
    const at = this.pos;
    // Nearly all of them are one byte.
    if (at < this.end) {
      const first = this.bytes[at]!;
      if (first >= 8 && first < 0x80) {
        this.pos = at + 1;
        return first;
      }
    }
    const tag = this.varint();
    if (this.high !== 0 || tag >>> 3 === 0) throw new WireError('a field without a valid number', at);
    return tag;
  }

  /** An unsigned integer of at most ten bytes: its low half; the high one is left in `high`. */
  varint(): number {
    const { bytes, end } = this;
    let low = 0;
    let high = 0;
    for (let i = 0; i < 10; i++) {
      if (this.pos >= end) throw new WireError('the message ends within a number', this.pos);
      const byte = bytes[this.pos++]!;
      const bits = byte & 0x7f;
      if (i < 4) low |= bits << (7 * i);
      else if (i === 4) {
        low |= bits << 28;
        high = bits >>> 4;
      } else high |= bits << (7 * i - 32);
      if (byte < 0x80) {
        this.high = high >>> 0;
        return low >>> 0;
      }
    }
    throw new WireError('a number of more than ten bytes', this.pos - 10);
  }

  /** A varint of 64 bits: exact below 2^53, the nearest double above. */
  unsigned(): number {
    const low = this.varint();
    return this.high * TWO_32 + low;
  }

  /** A varint of 64 bits in two's complement: exact within ±2^53, the nearest double beyond. */
  signed(): number {
    const low = this.varint();
    return (this.high | 0) * TWO_32 + low;
  }

  /** A varint of 32 bits, zigzag. */
  sint32(): number {
    const low = this.varint();
    return (low >>> 1) ^ -(low & 1);
  }

  bool(): boolean {
    const low = this.varint();
    return low !== 0 || this.high !== 0;
  }

  /** Reads a length; @returns the end of what it covers, inside the message */
  length(): number {
    const at = this.pos;
    if (at < this.end) {
      const first = this.bytes[at]!;
      if (first < 0x80) {
        const end = at + 1 + first;
        if (end <= this.end) {
          this.pos = at + 1;
          return end;
        }
      }
    }
    const length = this.unsigned();
    if (length > this.end - this.pos) throw new WireError('a length that reaches beyond its message', at);
    return this.pos + length;
  }

  /** Narrows down to the message (or packed field) that begins with its length here; @returns what `end` was */
  enter(): number {
    const outer = this.end;
    this.end = this.length();
    return outer;
  }

  /** Steps over eight bytes; @returns where they begin */
  fixed64(): number {
    return this.#take(8);
  }

  /** Steps over a field of a number or a wire type that is not asked for. */
  skip(tag: number): void {
    this.#skip(tag, 0);
  }

  #skip(tag: number, groups: number): void {
    switch (tag & 7) {
      case VARINT:
        this.varint();
        return;
      case FIXED64:
        this.#take(8);
        return;
      case BYTES:
        this.pos = this.length();
        return;
      case FIXED32:
        this.#take(4);
        return;
      case GROUP_START:
        return this.#skipGroup(tag >>> 3, groups + 1);
      default:
        throw new WireError('a field of an unknown wire type', this.pos);
    }
  }

  #skipGroup(field: number, groups: number): void {
    if (groups > MAX_GROUPS) throw new WireError('groups nested too deep', this.pos);
    for (;;) {
      const tag = this.tag();
      if ((tag & 7) !== GROUP_END) this.#skip(tag, groups);
      else if (tag >>> 3 === field) return;
      else throw new WireError('a group that another one ends', this.pos);
    }
  }

  #take(count: number): number {
    const at = this.pos;
    if (count > this.end - at) throw new WireError('the message ends within a number', at);
    this.pos = at + count;
    return at;
  }
}
