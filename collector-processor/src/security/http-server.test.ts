import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createHttpServer } from './http-server.ts';

const LIMITS = { headersTimeoutMs: 1_000, requestTimeoutMs: 2_000, idleTimeoutMs: 3_000, maxConnections: 3 };
let server: Server;
afterEach(() => void server.close());

/** A server that answers with the length of the body, and a socket to it. */
async function connected(): Promise<Socket> {
  server = createHttpServer(
    (request, response) => {
      let length = 0;
      request.on('data', (chunk: Buffer) => (length += chunk.length)).on('error', () => undefined);
      request.on('end', () => response.end(String(length)));
    },
    null,
    LIMITS,
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Writes a byte now and then until the other side has had enough: what it said, and after how long it hung up. */
async function trickle(socket: Socket, first: string, then: string): Promise<{ said: string; afterMs: number }> {
  const begunMs = performance.now();
  let said = '';
  socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const closed = once(socket, 'close');
  socket.write(first);
  const timer = setInterval(() => socket.write(then), 50);
  await closed;
  clearInterval(timer);
  return { said, afterMs: performance.now() - begunMs };
}

describe('createHttpServer', () => {
  it.each([
    ['headers', 'GET / HTTP/1.1\r\n', 'x: y\r\n', LIMITS.headersTimeoutMs],
    ['a body', 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100000\r\n\r\n', 'z', LIMITS.requestTimeoutMs],
    [
      'chunks',
      'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n',
      '1\r\nz\r\n',
      LIMITS.requestTimeoutMs,
    ],
  ])('answers 408 to who takes their time with %s', async (_what, first, then, limitMs) => {
    const { said, afterMs } = await trickle(await connected(), first, then);
    expect(said).toMatch(/^HTTP\/1\.1 408 /);
    expect(afterMs).toBeGreaterThanOrEqual(limitMs);
    // Long enough for a machine that has others to serve; without a bound it would be for ever.
    expect(afterMs).toBeLessThan(20_000);
  });

  it('closes a connection on which nothing is said, before a request and after one', async () => {
    const silent = (await connected()).resume();
    await once(silent, 'close');
    server.close();
    const served = await connected();
    served.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(String((await once(served, 'data'))[0])).toMatch(/^HTTP\/1\.1 200 /);
    await once(served.resume(), 'close');
  });

  it('answers 431 to headers without end', async () => {
    const { said } = await trickle(await connected(), `GET / HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}`, 'y');
    expect(said).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('answers 400 to a request that could be two (both lengths given)', async () => {
    const both = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n';
    const { said } = await trickle(await connected(), both, '');
    expect(said).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('closes a connection beyond the number that may be open, and has room again when one has gone', async () => {
    const first = await connected();
    const { port } = server.address() as AddressInfo;
    const others = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
    await Promise.all(
      others.map((socket) =>
        once(
          socket.on('error', () => undefined),
          'connect',
        ),
      ),
    );
    const refused = connect(port, '127.0.0.1');
    refused.on('error', () => undefined).resume();
    await once(refused, 'close');
    const closed = once(first, 'close');
    first.destroy();
    await closed;
    let answer = '';
    // The server hears of the end a moment later.
    while (answer !== '4') {
      const asked = fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: 'four' });
      answer = await asked.then((response) => response.text()).catch(() => 'closed');
    }
    for (const socket of others) socket.destroy();
  });

  it('serves whoever is in time meanwhile', async () => {
    const slow = trickle(await connected(), 'GET / HTTP/1.1\r\n', 'x: y\r\n');
    await sleep(20);
    const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, {
      method: 'POST',
      body: 'four',
    });
    expect(await answer.text()).toBe('4');
    await slow;
  });
});
