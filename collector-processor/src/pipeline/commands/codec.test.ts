import { describe, expect, it } from '@jest/globals';
import { decodeCommand, encodeCommand } from './codec.ts';
import type { Command } from './types.ts';

const otlp = {
  signal: 'traces',
  encoding: 'json',
  receivedMs: 1_795_262_460_000.5,
  bytes: Buffer.from('{"a":1}'),
} as const;

describe('a command in the journal', () => {
  it.each<[string, Command]>([
    ['a request', { kind: 'otlp', given: otlp }],
    ['a request of logs', { kind: 'otlp', given: { ...otlp, signal: 'logs', encoding: 'protobuf' } }],
    ['a request without a body', { kind: 'otlp', given: { ...otlp, bytes: Buffer.alloc(0) } }],
    ['a request of a token that is limited', { kind: 'otlp', given: { ...otlp, token: 'Läden am Eck' } }],
    ['the time', { kind: 'advance', given: { clockMs: 7 } }],
  ])('comes back as it was: %s', (_what, command) => {
    expect(decodeCommand(Buffer.concat(encodeCommand(command)))).toEqual(command);
  });

  it.each([
    [[]],
    [[1, 0]],
    [[9, 0, 0, 0, 0, 0, 0, 0, 0, 0]],
    [[3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]],
    [[3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 65]],
  ])('is none: %j', (bytes) => expect(() => decodeCommand(Buffer.from(bytes))).toThrow('is no command'));
});
