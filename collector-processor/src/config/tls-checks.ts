import { createSecureContext } from 'node:tls';
import { messageOf } from '../errors/message-of.ts';
import type { DraftConfig } from './draft.ts';
import { conflict } from './check-parts.ts';
import type { Secrets } from './secrets.ts';
import type { Fault } from './validate.ts';

const LISTENERS = ['otlp', 'api'] as const;

/** What no single value of `tls` shows: a certificate has its key, and all of it can be used. */
export function checkServerTls(config: DraftConfig, secrets: Secrets): Fault[] {
  return LISTENERS.flatMap((listener) => {
    const tls = config[listener]?.tls;
    if (tls === undefined) return [];
    const path = [listener, 'tls'];
    if (tls.cert_file === undefined || tls.key_file === undefined) {
      return [conflict(path, 'needs both `cert_file` and `key_file`')];
    }
    const of = (key: string): string | undefined => secrets.of(...path, key);
    const [cert, key] = [of('cert_file'), of('key_file')];
    // What could not be read was told.
    if (cert === undefined || key === undefined) return [];
    try {
      createSecureContext({ cert, key, ca: of('client_ca_file') });
      return [];
    } catch (error) {
      return [conflict(path, `cannot be used: ${messageOf(error)}`)];
    }
  });
}
