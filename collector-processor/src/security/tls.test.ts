import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect } from 'node:net';
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
  it('ends a connection whose handshake does not come to its end in time', async () => {
    const limitMs = 500;
    const server = createHttpServer(
      (_request, response) => response.end(),
      createServerTls(files(), limitMs),
      DEFAULT_HTTP_SERVER_LIMITS,
    );
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    try {
      // Says nothing; and begins a record of a handshake that never ends.
      for (const said of [Buffer.alloc(0), Buffer.from([0x16, 3, 1, 2, 0, 1])]) {
        const begunMs = performance.now();
        const socket = connect(port, '127.0.0.1');
        socket.on('error', () => undefined).resume();
        socket.write(said);
        await once(socket, 'close');
        expect(performance.now() - begunMs).toBeGreaterThanOrEqual(limitMs - 50);
        // Node's own is two minutes; without one it would be for as long as nothing is said at all.
        expect(performance.now() - begunMs).toBeLessThan(20_000);
      }
      expect(await shownBy(port)).toBe('first');
    } finally {
      server.close();
    }
  });

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
