import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PeerCertificate, TLSSocket } from 'node:tls';
import { createAuthority, type Certificate } from '../../test/support/certificates.ts';
import { createHttpServer, DEFAULT_HTTP_SERVER_LIMITS } from './http-server.ts';
import { createServerTls } from './tls.ts';

const authority = createAuthority('Tests');
let folder: string;
const files = () => ({ certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem'), clientCaFile: null });
const put = ({ cert, key }: Certificate): void => {
  writeFileSync(files().certFile, cert);
  writeFileSync(files().keyFile, key);
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-tls-'));
  put(authority.issue('first', ['127.0.0.1']));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Name in the certificate that a server shows. */
function shownBy(port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, ca: authority.cert, agent: false }, (answer) => {
      const { subject } = (answer.socket as TLSSocket).getPeerCertificate() as PeerCertificate;
      answer.resume().on('end', () => resolve(String(subject.CN)));
    });
    sent.on('error', reject).end();
  });
}

describe('createServerTls', () => {
  it('shows a certificate that changed to new connections, and keeps the one before while the new one is of no use', async () => {
    const tls = createServerTls(files());
    const server = createHttpServer((_request, response) => response.end(), tls, DEFAULT_HTTP_SERVER_LIMITS);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    try {
      expect(await shownBy(port)).toBe('first');
      expect(tls.reload()).toBe('unchanged');

      const next = authority.issue('second', ['127.0.0.1']);
      writeFileSync(files().certFile, next.cert);
      expect(tls.reload()).toEqual({ failed: expect.stringContaining('key') });
      expect(await shownBy(port)).toBe('first');

      writeFileSync(files().keyFile, next.key);
      expect(tls.reload()).toBe('reloaded');
      expect(await shownBy(port)).toBe('second');

      rmSync(files().certFile);
      expect(tls.reload()).toEqual({ failed: expect.stringContaining('ENOENT') });
      expect(tls.reload()).toBe('unchanged');
      expect(await shownBy(port)).toBe('second');
    } finally {
      server.close();
    }
  });

  it('knows when its certificate ends', () => {
    put(authority.issue('short', [], 3_600_000));
    expect(createServerTls(files()).endsMs() - Date.now()).toBeCloseTo(3_600_000, -4);
  });
});
