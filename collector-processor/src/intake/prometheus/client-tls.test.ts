import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthority } from '../../../test/support/certificates.ts';
import { sourceAt } from '../../../test/support/source-settings.ts';
import type { TlsSettings } from '../../config/settings.ts';
import { createPrometheusClient } from './client.ts';

const authority = createAuthority('Tests');
const strangers = createAuthority('Strangers');
const own = authority.issue('tidemark');
const other = strangers.issue('tidemark');
const ANSWER = { status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values: [[60, '7']] }] } };

/** A server that answers those alone who show a certificate of its authority. */
describe('a source that wants a client certificate', () => {
  let server: Server;
  beforeAll(async () => {
    const { cert, key } = authority.issue('prometheus', ['127.0.0.1', 'prometheus.internal']);
    const mutual = { cert, key, ca: authority.cert, requestCert: true, rejectUnauthorized: true };
    server = createServer(mutual, (request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(ANSWER));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  async function ask(tls: Partial<TlsSettings>) {
    const { port } = server.address() as AddressInfo;
    const given = { ca: authority.cert, cert: own.cert, key: own.key, serverName: null, ...tls };
    const client = createPrometheusClient({ ...sourceAt(`https://127.0.0.1:${port}`), tls: given });
    try {
      return await client.queryRange({ expr: 'up', startMs: 60_000, endMs: 60_000, stepMs: 60_000 });
    } finally {
      await client.close();
    }
  }

  it.each([
    ['with its own', {}],
    ['by the name that the configuration expects', { serverName: 'prometheus.internal' }],
  ])('is asked %s', async (_how, tls) => {
    expect(await ask(tls)).toMatchObject({ status: 'ok', series: [{ values: [7] }] });
  });

  it.each([
    ['without a client certificate', { cert: null, key: null }],
    ['with the certificate of a stranger', { cert: other.cert, key: other.key }],
    ['of an authority that is not trusted', { ca: strangers.cert }],
    ['of another name', { serverName: 'elsewhere.example' }],
  ])('is not reached %s, and no key is told', async (_how, tls) => {
    const outcome = await ask(tls);
    expect(outcome).toMatchObject({ status: 'failed', error: { code: 'TLERR_SOURCE_UNREACHABLE' } });
    expect(JSON.stringify(outcome)).not.toMatch(/PRIVATE KEY|BEGIN/);
  });
});
