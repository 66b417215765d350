import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metadata } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { settingsOf } from '../../src/config/load-config.ts';
import { createService, type Service } from '../../src/pipeline/service.ts';
import { createGrpcSender, sendHttp, type Answer } from '../support/otlp-senders.ts';
import { requestOf } from '../support/weighed-requests.ts';

const LIMITED = 'token-that-may-send-little';
const FREE = 'token-that-may-send-all';
let folder: string;
let service: Service;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tidemark-token-'));
  service = await createService({
    settings: settingsOf({
      otlp: { port: 0, grpc: { port: 0 } },
      api: { port: 0 },
      auth: {
        tokens: [
          { name: 'limited', token: LIMITED, scopes: ['ingest'], limits: { requests_per_second: 0.05 } },
          { name: 'free', token: FREE, scopes: ['ingest'] },
        ],
      },
      storage: { path: folder },
    }),
    logger: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

it('tells a token that sends too often when to come again, over HTTP and gRPC together, and no other token', async () => {
  const { otlp, otlpGrpc } = service.addresses;
  const grpc = createGrpcSender(new URL(otlpGrpc!).host);
  const over = { http: sendOverHttp, grpc: sendOverGrpc };
  const send = (way: keyof typeof over, token: string): Promise<Answer> => over[way](`Bearer ${token}`);
  function sendOverHttp(authorization: string): Promise<Answer> {
    return sendHttp(otlp, requestOf({ id: 'http', sender: 'a' }), { authorization });
  }
  function sendOverGrpc(authorization: string): Promise<Answer> {
    const metadata = new Metadata();
    metadata.set('authorization', authorization);
    return grpc.send(requestOf({ id: 'grpc', sender: 'a' }), metadata);
  }
  try {
    // A token begins with ten seconds' worth, half a request here: the first overdraws it, and the other half is waited for too.
    expect(await send('http', LIMITED)).toMatchObject({ outcome: 'taken' });
    for (const way of ['grpc', 'http'] as const) {
      const answer = await send(way, LIMITED);
      expect(answer.outcome).toBe('later');
      expect(answer.retryAfterSeconds).toBeGreaterThan(0);
      expect(answer.retryAfterSeconds).toBeLessThanOrEqual(30);
      expect(await send(way, FREE)).toMatchObject({ outcome: 'taken' });
    }
  } finally {
    grpc.close();
  }
}, 60_000);
