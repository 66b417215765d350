import type { AccessRecord } from './access-record.ts';
import { readCommonLine } from './common-line.ts';
import { readEnvoyLine } from './envoy-line.ts';
import { readIisLine } from './iis-line.ts';
import { readLoadBalancerLine } from './load-balancer-line.ts';
import { BEFORE_REQUEST } from './quoted.ts';

/** Longer is none: servers bound a request line to some kilobytes. */
export const MAX_LINE_LENGTH = 32_768;

/** No line is of two formats: which is tried first makes no difference. */
const FORMATS = [readCommonLine, readEnvoyLine, readIisLine, readLoadBalancerLine];

/** What a line of an access log says, in whichever of the known formats it is; null where it is in none. */
export function readAccessLine(line: string): AccessRecord | null {
  if (line.length > MAX_LINE_LENGTH) return null;
  for (const read of FORMATS) {
    const record = read(line);
    if (record !== null) return record;
  }
  return null;
}

const BEFORE_REQUEST_BYTES = Buffer.from(BEFORE_REQUEST);
const [SPACE, DASH, DOT, COLON, LETTER_T] = [0x20, 0x2d, 0x2e, 0x3a, 0x54];
/** `https `, the longest type of connection that a load balancer writes before its time. */
const TYPE_MOST = 6;

/** Whether these bytes may be such a line. False is sure, at a look: most texts are none, and need not be made. */
export function mayBeAccessLine(bytes: Uint8Array, from: number, to: number): boolean {
  if (isDated(bytes, from) && bytes[from + 10] === SPACE && bytes[from + 19] === SPACE && isAddress(bytes[from + 20]!))
    return true;
  if (hasFineTime(bytes, from)) return true;
  const space = bytes.subarray(from, Math.min(from + TYPE_MOST, to)).indexOf(SPACE);
  if (space > 0 && hasFineTime(bytes, from + space + 1)) return true;
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).includes(BEFORE_REQUEST_BYTES);
}

/** `2026-11-21` */
const isDated = (bytes: Uint8Array, at: number): boolean => bytes[at + 4] === DASH && bytes[at + 7] === DASH;

/** `2026-11-21T12:00:05.186641` */
const hasFineTime = (bytes: Uint8Array, at: number): boolean =>
  isDated(bytes, at) && bytes[at + 10] === LETTER_T && bytes[at + 19] === DOT;

/** The first letter of an IP address, not that of INFO or DEBUG. */
const isAddress = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || byte === COLON || (byte >= 0x61 && byte <= 0x66);
