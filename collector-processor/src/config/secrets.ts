import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { messageOf } from '../errors/message-of.ts';
import type { DraftConfig } from './draft.ts';
import type { ConfigPath } from './problem.ts';
import type { Fault } from './validate.ts';

const MIN_TOKEN_LENGTH = 8;
/** A chain of certificates is a few KiB. */
const MAX_FILE_BYTES = 1024 * 1024;

/** What the files named in a configuration hold. */
export interface Secrets {
  readonly faults: readonly Fault[];
  /** By the path of the key that names the file; undefined where none is named. */
  of(...path: ConfigPath): string | undefined;
}

interface NamedFile {
  readonly path: ConfigPath;
  readonly file: string | undefined;
  readonly minLength: number;
}

/** Reads every file that holds a secret or a certificate; white space at its ends is not part of it (editors add a newline). */
export function readSecrets(config: DraftConfig, folder: string): Secrets {
  const faults: Fault[] = [];
  const texts = new Map<string, string>();
  for (const { path, file, minLength } of namedFiles(config)) {
    if (file === undefined) continue;
    const refuse = (message: string): void => {
      faults.push({ kind: 'invalid', path, at: 'value', message });
    };
    try {
      const bytes = readFileSync(resolve(folder, file));
      const held = bytes.toString('utf8').trim();
      if (bytes.length > MAX_FILE_BYTES) refuse(`'${file}' is larger than any secret (${MAX_FILE_BYTES} bytes)`);
      else if (held.length < minLength)
        refuse(
          `'${file}' holds less than the ${minLength} characters ${minLength === MIN_TOKEN_LENGTH ? 'a token' : 'it'} needs`,
        );
      texts.set(JSON.stringify(path), held);
    } catch (error) {
      refuse(`'${file}' cannot be read: ${messageOf(error)}`);
    }
  }
  return { faults, of: (...path) => texts.get(JSON.stringify(path)) };
}

function namedFiles({ auth, sources = [] }: DraftConfig): NamedFile[] {
  const tokens = (auth?.tokens ?? []).map((entry, index) => ({
    path: ['auth', 'tokens', index, 'token_file'],
    file: entry?.token_file,
    minLength: MIN_TOKEN_LENGTH,
  }));
  const ofSources = sources.flatMap((source, index) => {
    const at = ['sources', index];
    return [
      { path: [...at, 'bearer_token_file'], file: source?.bearer_token_file, minLength: 1 },
      { path: [...at, 'basic', 'password_file'], file: source?.basic?.password_file, minLength: 1 },
      { path: [...at, 'tls', 'ca_file'], file: source?.tls?.ca_file, minLength: 1 },
      { path: [...at, 'tls', 'cert_file'], file: source?.tls?.cert_file, minLength: 1 },
      { path: [...at, 'tls', 'key_file'], file: source?.tls?.key_file, minLength: 1 },
    ];
  });
  return [...tokens, ...ofSources];
}
