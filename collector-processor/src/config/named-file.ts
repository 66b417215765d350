import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '../errors/message-of.ts';

export type NamedFile =
  { readonly status: 'ok'; readonly text: string } | { readonly status: 'invalid'; readonly reason: string };

/**
 * The text of a file that a configuration names; white space at its ends is not part of it (editors add a newline).
 *
 * @param folder that relative paths start from
 */
export function readNamedFile(folder: string, file: string, maxBytes: number): NamedFile {
  try {
    const bytes = readFileSync(resolve(folder, file));
    if (bytes.length > maxBytes) return { status: 'invalid', reason: `is larger than ${maxBytes} bytes` };
    return { status: 'ok', text: bytes.toString('utf8').trim() };
  } catch (error) {
    return { status: 'invalid', reason: `cannot be read: ${messageOf(error)}` };
  }
}
