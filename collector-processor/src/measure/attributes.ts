import { createHash } from 'node:crypto';
import type { Attribute, Attributes } from '../intake/otlp/decoded.ts';
import type { Lookup } from './matchers.ts';

/** Longer keys are hashed, so that a remembered stream costs the same whatever its attributes. */
const MAX_KEY_LENGTH = 200;

/** One string for one attribute set, whatever its order; 1 and "1" differ. */
export function attributesKey(attributes: Attributes): string {
  if (attributes.length === 0) return '';
  const pairs = attributes.map(pairKey);
  const key = pairs.length === 1 ? pairs[0]! : pairs.sort().join('');
  return key.length > MAX_KEY_LENGTH ? hash(key) : key;
}

/** With lengths in front, so that no value can pass for another pair. */
function pairKey({ key, value }: Attribute): string {
  const text = String(value);
  return `${key.length}:${key}${(typeof value)[0]}${text.length}:${text}`;
}

/** A short name for a resource (or any text): 96 bits, so that no two meet by accident. */
export function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}

/** Looks an attribute up in each of the sets in turn; '' where none has it. */
export function lookupIn(...sets: readonly Attributes[]): Lookup {
  return (key) => {
    for (const attributes of sets) {
      for (const attribute of attributes) if (attribute.key === key) return String(attribute.value);
    }
    return '';
  };
}
