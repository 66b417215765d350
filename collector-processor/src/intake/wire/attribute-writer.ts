import protobuf from 'protobufjs/light.js';
import type { Attribute, Attributes } from '../otlp/decoded.ts';
import { ANY_VALUE, bytesTag } from './tags.ts';

const KEY = bytesTag(1);
const VALUE = bytesTag(2);

/** Writes texts and attributes as they stand in a protobuf message. */
export class AttributeWriter {
  length = 0;
  readonly #parts: Uint8Array[] = [];

  bytes(): Uint8Array {
    return Buffer.concat(this.#parts, this.length);
  }

  /** @returns where it stands */
  text(text: string): [from: number, to: number] {
    const from = this.length;
    this.#push(Buffer.from(text));
    return [from, this.length];
  }

  /** @param tag of each attribute's field */
  attributes(attributes: Attributes, tag: number): [from: number, to: number] {
    const from = this.length;
    for (const attribute of attributes)
      this.#push(protobuf.Writer.create().uint32(tag).bytes(keyValue(attribute)).finish());
    return [from, this.length];
  }

  /** A message of its own around what is written meanwhile. @returns its end */
  nested(tag: number, write: () => void): number {
    // The length stands in front and has a fixed size: a varint padded to five bytes.
    const head = Buffer.alloc(6);
    this.#push(head);
    const from = this.length;
    write();
    head[0] = tag;
    const length = this.length - from;
    for (let i = 0; i < 5; i++) head[1 + i] = ((length >>> (7 * i)) & 0x7f) | (i < 4 ? 0x80 : 0);
    return this.length;
  }

  #push(bytes: Uint8Array): void {
    this.#parts.push(bytes);
    this.length += bytes.length;
  }
}

function keyValue({ key, value }: Attribute): Uint8Array {
  return protobuf.Writer.create().uint32(KEY).string(key).uint32(VALUE).bytes(anyValue(value)).finish();
}

function anyValue(value: Attribute['value']): Uint8Array {
  const writer = protobuf.Writer.create();
  if (typeof value === 'string') writer.uint32(ANY_VALUE.text).string(value);
  else if (typeof value === 'boolean') writer.uint32(ANY_VALUE.bool).bool(value);
  else if (Number.isSafeInteger(value) && !Object.is(value, -0)) writer.uint32(ANY_VALUE.int).int64(value);
  else writer.uint32(ANY_VALUE.double).double(value);
  return writer.finish();
}
