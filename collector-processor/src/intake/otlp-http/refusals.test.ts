import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createAdmission } from '../otlp/admission.ts';
import { NOTHING_DROPPED } from '../otlp/test-receive.ts';
import { closeAll, decoded, json, orders, protobuf, receiving, start } from './test-server.ts';

afterEach(closeAll);

describe('a request that is refused', () => {
  const limits = { bodyBytes: 10_000, decompressedBytes: 100_000 };

  it.each<[number, number, string, string, BodyInit | null, Record<string, string>]>([
    [400, 3, 'broken JSON', '/v1/metrics', '{"resourceMetrics":', {}],
    [400, 3, 'no JSON at all', '/v1/metrics', '', {}],
    [400, 3, 'JSON of another shape', '/v1/traces', '{"resourceSpans":7}', {}],
    [400, 3, 'broken protobuf', '/v1/metrics', new Uint8Array([0x0a, 0xff]), protobuf],
    [400, 3, 'broken gzip', '/v1/metrics', 'no gzip', { 'content-encoding': 'gzip' }],
    [400, 3, 'cut off gzip', '/v1/metrics', gzipSync('{}'.repeat(100)).subarray(0, 15), { 'content-encoding': 'gzip' }],
    [404, 5, 'another path', '/v1/profiles', '{}', {}],
    [413, 8, 'a body too large', '/v1/metrics', 'x'.repeat(10_001), {}],
    [413, 8, 'a gzip bomb', '/v1/metrics', gzipSync(new Uint8Array(5_000_000)), { 'content-encoding': 'gzip' }],
    [415, 3, 'another type', '/v1/metrics', '{}', { 'content-type': 'text/plain' }],
    [415, 3, 'another encoding', '/v1/metrics', '{}', { 'content-encoding': 'zstd' }],
  ])('%d (code %d): %s', async (status, code, _name, path, body, headers) => {
    const { post, ingest, outcomes } = await start({ limits });

    const response = await post(path, body, headers);

    expect(response.status).toBe(status);
    const isProtobuf = headers['content-type'] === 'application/x-protobuf';
    const answer = isProtobuf ? await decoded(response, 'Status') : await response.json();
    expect(answer).toEqual({ code, message: expect.stringMatching(/^.{10,}\. .{10,}$/s) });
    expect(ingest).not.toHaveBeenCalled();
    expect(outcomes).toMatchObject([{ httpStatus: status, accepted: 0 }]);
    expect((await post('/v1/metrics', json(orders(1)))).status).toBe(200);
  });

  it('405: another method, and says which is right', async () => {
    const { url } = await start();
    const response = await fetch(`${url}/v1/metrics`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
  });

  it.each([
    [{ status: 'unauthenticated' }, 401, 16],
    [{ status: 'forbidden', scope: 'ingest' }, 403, 7],
  ] as const)('%j: %d', async (judgement, status, code) => {
    const authorize = jest.fn((_authorization: string | undefined) => judgement);
    const { post, ingest } = await start({ admission: createAdmission({ authorize }) });
    const response = await post('/v1/metrics', json(orders(1)), { authorization: 'Bearer x' });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    expect(authorize).toHaveBeenCalledWith('Bearer x');
    expect(ingest).not.toHaveBeenCalled();
  });

  it('500 without a word of the inside when something unforeseen happens, and lives on', async () => {
    let calls = 0;
    const { post } = await start(
      receiving(() => {
        if (calls++ === 0) throw new Error('boom');
        return NOTHING_DROPPED;
      }),
    );
    const response = await post('/v1/metrics', json(orders(1)));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('boom');
    expect((await post('/v1/metrics', json(orders(1, 2)))).status).toBe(200);
  });
});
