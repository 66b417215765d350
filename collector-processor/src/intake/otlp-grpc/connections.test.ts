import { once } from 'node:events';
import { connect as connectHttp2, type ClientHttp2Session } from 'node:http2';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createConnections } from './connections.ts';

const LIMITS = { maxStreams: 3, headersTimeoutMs: 1_000, idleTimeoutMs: 2_000, maxConnections: 5 };
const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
/** Frames: length, type, flags, stream. */
const frame = (type: number, flags: number, stream: number, payload = Buffer.alloc(0)): Buffer => {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
};
const SETTINGS = frame(4, 0, 0);
const PING = frame(6, 0, 0, Buffer.alloc(8));
/** Of a request whose headers are not at their end, and a further piece: a literal header that is never indexed. */
const HEADERS_BEGUN = frame(1, 0, 1, Buffer.from([0x83, 0x84, 0x86]));
const HEADERS_GO_ON = frame(9, 0, 1, Buffer.from([0x10, 1, 0x78, 1, 0x79]));

let connections: ReturnType<typeof createConnections>;
let port: number;
let streams: number;
beforeEach(async () => {
  connections = createConnections(null, LIMITS);
  streams = 0;
  connections.server.on('stream', (stream) => {
    streams++;
    stream.on('error', () => undefined);
    stream.respond({ ':status': 200 });
    stream.end();
  });
  await new Promise<void>((listening) => connections.server.listen(0, '127.0.0.1', listening));
  port = (connections.server.address() as AddressInfo).port;
});
afterEach(() => connections.close());

/** Writes to a raw connection until it is closed; resolves with how long that took. */
async function until(first: Buffer, then: Buffer | null): Promise<number> {
  const begunMs = performance.now();
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  const closed = once(socket, 'close');
  socket.write(first);
  const timer = setInterval(() => then !== null && socket.write(then), 50);
  await closed;
  clearInterval(timer);
  return performance.now() - begunMs;
}

async function request(session: ClientHttp2Session, headers: Record<string, string> = {}): Promise<string> {
  const stream = session.request({ ':path': '/', ...headers });
  let answer = 'none';
  stream.on('response', (given) => (answer = String(given[':status'])));
  stream.on('error', (error) => (answer = error.message));
  stream.resume();
  await new Promise((closed) => stream.on('close', closed));
  return answer;
}

describe('createConnections', () => {
  it.each([
    ['says nothing', Buffer.alloc(0), null],
    ['says hello and no more', Buffer.concat([PREFACE, SETTINGS]), null],
    ['only sends pings', Buffer.concat([PREFACE, SETTINGS]), PING],
    ['sends headers without end, a piece at a time', Buffer.concat([PREFACE, SETTINGS, HEADERS_BEGUN]), HEADERS_GO_ON],
  ])('ends a connection that %s', async (_what, first, then) => {
    const afterMs = await until(first, then);
    expect(afterMs).toBeLessThan(20_000);
    expect(streams).toBe(0);
  });

  it('keeps one with requests, and ends it when there are none for a while', async () => {
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    const begunMs = performance.now();
    while (performance.now() - begunMs < 2 * LIMITS.headersTimeoutMs) expect(await request(session)).toBe('200');
    await new Promise((closed) => session.on('close', closed));
    expect(streams).toBeGreaterThan(1);
  });

  it('refuses headers that are too large, by number or by size, and serves the next connection', async () => {
    for (const headers of [
      { x: 'y'.repeat(100_000) },
      Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`x${i}`, 'y'])),
    ]) {
      const session = connectHttp2(`http://127.0.0.1:${port}`);
      session.on('error', () => undefined);
      expect(await request(session, headers)).not.toBe('200');
      session.destroy();
    }
    expect(streams).toBe(0);
    const session = connectHttp2(`http://127.0.0.1:${port}`);
    expect(await request(session)).toBe('200');
    session.close();
  });
});

describe('connections open at once', () => {
  it('are bounded: a further one is closed as it comes, and there is room again when one has gone', async () => {
    const sessions = Array.from({ length: LIMITS.maxConnections }, () => connectHttp2(`http://127.0.0.1:${port}`));
    for (const session of sessions) expect(await request(session)).toBe('200');
    const refused = connect(port, '127.0.0.1');
    refused.on('error', () => undefined).resume();
    await once(refused, 'close');
    const [first] = sessions;
    first!.close();
    await once(first!, 'close');
    let answer = '';
    // The server hears of the end a moment later.
    while (answer !== '200') {
      const session = connectHttp2(`http://127.0.0.1:${port}`);
      session.on('error', () => undefined);
      answer = await request(session).catch(() => 'closed');
      session.destroy();
    }
    for (const session of sessions) session.destroy();
  });
});
