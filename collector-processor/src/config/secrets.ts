import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '../errors/message-of.ts';
import type { DraftConfig } from './draft.ts';
import type { Fault } from './validate.ts';

const MIN_TOKEN_LENGTH = 8;

export interface TokenFiles {
  readonly faults: readonly Fault[];
  /** The token read for auth.tokens[index]; undefined where it names no file. */
  tokenOf(index: number): string | undefined;
}

/** Reads every `token_file`; white space at its ends is not part of the token (editors add a newline). */
export function readTokenFiles(config: DraftConfig, folder: string): TokenFiles {
  const faults: Fault[] = [];
  const tokens = new Map<number, string>();
  for (const [index, entry] of (config.auth?.tokens ?? []).entries()) {
    if (entry?.token_file === undefined) continue;
    const refuse = (message: string): void => {
      faults.push({ kind: 'invalid', path: ['auth', 'tokens', index, 'token_file'], at: 'value', message });
    };
    try {
      const token = readFileSync(resolve(folder, entry.token_file), 'utf8').trim();
      if (token.length < MIN_TOKEN_LENGTH)
        refuse(`'${entry.token_file}' holds less than the ${MIN_TOKEN_LENGTH} characters a token needs`);
      tokens.set(index, token);
    } catch (error) {
      refuse(`'${entry.token_file}' cannot be read: ${messageOf(error)}`);
    }
  }
  return { faults, tokenOf: (index) => tokens.get(index) };
}
