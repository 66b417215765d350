import { deserialize, serialize } from 'node:v8';
import type { OtlpRequest } from '../../intake/otlp/export-request.ts';
import type { Command } from './types.ts';

/** First byte of a record. */
const OTLP = 1;
const OTHER = 2;
/** As OTLP, with the name of a token before the request: its length in two bytes more, then the name. */
const TOKEN_LENGTH_BYTES = 2;
const OTLP_OF_TOKEN = 3;
/** OTLP: what it is, signal and encoding, time of receipt; then the request as it came. */
const OTLP_HEADER_BYTES = 10;
const SIGNALS: readonly OtlpRequest['signal'][] = ['metrics', 'traces', 'logs'];
const ENCODINGS: readonly OtlpRequest['encoding'][] = ['protobuf', 'json'];

/** A command as a journal record, in parts that are written one after another. */
export function encodeCommand(command: Command): Uint8Array[] {
  if (command.kind !== 'otlp') return [Buffer.of(OTHER), serialize(command)];
  const { signal, encoding, receivedMs, bytes, token } = command.given;
  const header = Buffer.alloc(OTLP_HEADER_BYTES);
  header[0] = token === undefined ? OTLP : OTLP_OF_TOKEN;
  header[1] = SIGNALS.indexOf(signal) * ENCODINGS.length + ENCODINGS.indexOf(encoding);
  header.writeDoubleLE(receivedMs, 2);
  if (token === undefined) return [header, bytes];
  const name = Buffer.from(token);
  const length = Buffer.alloc(TOKEN_LENGTH_BYTES);
  length.writeUInt16LE(name.length);
  return [header, length, name, bytes];
}

/** @throws Error where it is no command that this version knows */
export function decodeCommand(payload: Buffer): Command {
  if (payload[0] === OTHER) return deserialize(payload.subarray(1)) as Command;
  const what = payload[1] ?? NaN;
  const signal = SIGNALS[Math.floor(what / ENCODINGS.length)];
  const encoding = ENCODINGS[what % ENCODINGS.length];
  if (
    (payload[0] !== OTLP && payload[0] !== OTLP_OF_TOKEN) ||
    payload.length < OTLP_HEADER_BYTES ||
    signal === undefined ||
    encoding === undefined
  ) {
    throw new Error('is no command');
  }
  const receivedMs = payload.readDoubleLE(2);
  const rest = payload.subarray(OTLP_HEADER_BYTES);
  if (payload[0] === OTLP) return { kind: 'otlp', given: { signal, encoding, receivedMs, bytes: rest } };
  const nameEnd = rest.length < TOKEN_LENGTH_BYTES ? Infinity : TOKEN_LENGTH_BYTES + rest.readUInt16LE();
  if (nameEnd > rest.length) throw new Error('is no command');
  const token = rest.toString('utf8', TOKEN_LENGTH_BYTES, nameEnd);
  return { kind: 'otlp', given: { signal, encoding, receivedMs, bytes: rest.subarray(nameEnd), token } };
}
