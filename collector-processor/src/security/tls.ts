import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { SecureContextOptions, TlsOptions } from 'node:tls';
import type { ServerTlsSettings } from '../config/settings.ts';
import { messageOf } from '../errors/message-of.ts';
import { HANDSHAKE_TIMEOUT_MS } from './connection-bounds.ts';

/** What can be given new certificates while it listens. */
export interface SecureServer {
  setSecureContext(options: SecureContextOptions): void;
}

/** The certificates of one listener. */
export interface ServerTls {
  /** For a server that is made. @throws the file system's error */
  options(): TlsOptions;
  /** From now on `reload` tells this server. */
  serve(server: SecureServer): void;
  /**
   * Takes files that changed to new connections; what cannot be read or does not fit together leaves all as it was.
   * `unchanged` costs a look at each file.
   */
  reload(): 'unchanged' | 'reloaded' | { readonly failed: string };
  /** When the certificate in use ends, milliseconds since the epoch. */
  endsMs(): number;
}

/** Reads certificates from files, and again when they change. @throws the file system's error, OpenSSL's for what is none */
export function createServerTls(
  { certFile, keyFile, clientCaFile }: ServerTlsSettings,
  handshakeTimeoutMs = HANDSHAKE_TIMEOUT_MS,
): ServerTls {
  const files = [certFile, keyFile, ...(clientCaFile === null ? [] : [clientCaFile])];
  const stamp = (): string => files.map((file) => fileStamp(file)).join();
  const servers: SecureServer[] = [];
  let seen = stamp();
  let inUse = read();

  function read(): { readonly context: SecureContextOptions; readonly endsMs: number } {
    const cert = readFileSync(certFile, 'utf8');
    const context = {
      cert,
      key: readFileSync(keyFile, 'utf8'),
      ...(clientCaFile === null ? {} : { ca: readFileSync(clientCaFile, 'utf8') }),
      minVersion: 'TLSv1.2',
    } as const;
    return { context, endsMs: Date.parse(new X509Certificate(cert).validTo) };
  }

  return {
    options: () => ({
      ...inUse.context,
      handshakeTimeout: handshakeTimeoutMs,
      requestCert: clientCaFile !== null,
      rejectUnauthorized: clientCaFile !== null,
    }),
    serve: (server) => void servers.push(server),
    reload() {
      try {
        const now = stamp();
        if (now === seen) return 'unchanged';
        // One of the files may be written a moment later than the others: then the next look sees it.
        seen = now;
        const next = read();
        for (const server of servers) server.setSecureContext(next.context);
        inUse = next;
        return 'reloaded';
      } catch (error) {
        return { failed: messageOf(error) };
      }
    },
    endsMs: () => inUse.endsMs,
  };
}

/** Changes when a file is written, replaced or removed, also behind a link. */
function fileStamp(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.mtimeMs}/${found.size}/${found.ino}`;
}
