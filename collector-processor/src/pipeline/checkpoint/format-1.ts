import { createHash } from 'node:crypto';
import { deserialize } from 'node:v8';
import type { MeasureSnapshot } from '../../measure/snapshot.ts';
import type { EngineSnapshot } from '../engine.ts';
import type { Checkpoint } from './types.ts';

/** Magic, SHA-256 of the body, body: V8's structured clone of all at once, the engine's state as one more such buffer. */
const MAGIC = Buffer.from('TIDEMARK');
const DIGEST_BYTES = 32;
const BODY_AT = MAGIC.length + DIGEST_BYTES;

/** The checkpoints of Tidemark 0.1, from before there was a journal. @throws Error where it is none, or damaged */
export function readFormat1(bytes: Buffer): Checkpoint {
  if (bytes.length < BODY_AT || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('is no checkpoint');
  const body = bytes.subarray(BODY_AT);
  const digest = createHash('sha256').update(body).digest();
  if (!digest.equals(bytes.subarray(MAGIC.length, BODY_AT))) throw new Error('is damaged (its checksum differs)');
  const { savedAtMs, engine, measure } = deserialize(body) as {
    savedAtMs: number;
    engine: Uint8Array;
    measure: MeasureSnapshot;
  };
  return { savedAtMs, position: 0, watches: null, engine: deserialize(engine) as EngineSnapshot, measure };
}
