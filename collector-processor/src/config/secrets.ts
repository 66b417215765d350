import type { DraftConfig } from './draft.ts';
import { readNamedFile } from './named-file.ts';
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

/** Reads every file that holds a secret or a certificate. */
export function readSecrets(config: DraftConfig, folder: string): Secrets {
  const faults: Fault[] = [];
  const texts = new Map<string, string>();
  for (const { path, file, minLength } of namedFiles(config)) {
    if (file === undefined) continue;
    const refuse = (message: string): void => {
      faults.push({ kind: 'invalid', path, at: 'value', message });
    };
    const held = readNamedFile(folder, file, MAX_FILE_BYTES);
    if (held.status === 'invalid') refuse(`'${file}' ${held.reason}`);
    else if (held.text.length < minLength) {
      const holder = minLength === MIN_TOKEN_LENGTH ? 'a token' : 'it';
      refuse(`'${file}' holds less than the ${minLength} characters ${holder} needs`);
    } else texts.set(JSON.stringify(path), held.text);
  }
  return { faults, of: (...path) => texts.get(JSON.stringify(path)) };
}

function namedFiles({ auth, otlp, api, sources = [] }: DraftConfig): NamedFile[] {
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
  const ofListeners = Object.entries({ otlp, api }).flatMap(([listener, given]) =>
    (['cert_file', 'key_file', 'client_ca_file'] as const).map((key) => ({
      path: [listener, 'tls', key],
      file: given?.tls?.[key],
      minLength: 1,
    })),
  );
  return [...tokens, ...ofSources, ...ofListeners];
}
