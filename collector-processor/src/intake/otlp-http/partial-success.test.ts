import { afterEach, describe, expect, it } from '@jest/globals';
import { MINUTE, summarise, T0 } from '../../measure/test-telemetry.ts';
import { NOTHING_DROPPED } from '../otlp/test-receive.ts';
import { toProtobuf } from '../otlp/test-requests.ts';
import { closeAll, decoded, json, orders, protobuf, receiving, start } from './test-server.ts';

afterEach(closeAll);

describe('partial success', () => {
  const body = orders(3, 'NaN', -1, 'fast');
  const message = [
    '1 × malformed: it cannot be read (resourceMetrics[0].scopeMetrics[0].metrics[0].sum.dataPoints[3].asDouble must be a number, not "fast")',
    '1 × not_a_number: its value is missing, NaN or infinite (orders)',
    '1 × negative_increase: a counter cannot increase by less than nothing (orders)',
  ].join('; ');

  it('says in JSON how many points were refused and why, and keeps the rest', async () => {
    const { post, ingest, outcomes } = await start();
    const response = await post('/v1/metrics', json(body));
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ partialSuccess: { rejectedDataPoints: '3', errorMessage: message } });
    expect(summarise(ingest.mock.calls[0]![0])).toEqual({ 'orders{}@0': 3 });
    expect(outcomes[0]!.refused.map(({ reason, count }) => [reason, count])).toEqual([
      ['malformed', 1],
      ['not_a_number', 1],
      ['negative_increase', 1],
    ]);
  });

  it('says so in protobuf', async () => {
    const { post } = await start();
    const response = await post('/v1/metrics', toProtobuf('MetricsRequest', orders(3, NaN)) as BodyInit, protobuf);
    expect(await decoded(response, 'MetricsResponse')).toMatchObject({ partialSuccess: { rejectedDataPoints: 1 } });
  });

  it('counts spans as spans', async () => {
    const { post } = await start();
    const span = {
      kind: 2,
      startTimeUnixNano: '0',
      endTimeUnixNano: '0',
      attributes: [{ key: 'http.method', value: { stringValue: 'GET' } }],
    };
    const response = await post('/v1/traces', json({ resourceSpans: [{ scopeSpans: [{ spans: [span] }] }] }));
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedSpans: '1' } });
  });

  it('counts log records as log records', async () => {
    const { post } = await start();
    const broken = { attributes: 7 };
    const timeless = { body: { stringValue: '{"status":200,"method":"GET"}' } };
    const response = await post(
      '/v1/logs',
      json({ resourceLogs: [{ scopeLogs: [{ logRecords: [broken, timeless] }] }] }),
    );
    expect(await response.json()).toMatchObject({ partialSuccess: { rejectedLogRecords: '2' } });
  });

  it('does not trouble the sender with log records that are none of access logs', async () => {
    const { post, outcomes } = await start();
    const logRecords = [{ body: { stringValue: 'started' } }];
    const body = toProtobuf('LogsRequest', { resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
    const response = await post('/v1/logs', body as BodyInit, protobuf);
    expect(await decoded(response, 'LogsResponse')).toEqual({});
    expect(outcomes).toMatchObject([{ signal: 'logs', refused: [{ reason: 'not_an_access_log', count: 1 }] }]);
  });

  it('does not trouble the sender with what no watch wants, but counts it', async () => {
    const { post, outcomes } = await start();
    const other = json(orders(1)).replace('orders', 'other');
    expect(await (await post('/v1/metrics', other)).json()).toEqual({});
    expect(outcomes[0]!.refused).toMatchObject([{ reason: 'unwatched', count: 1 }]);
  });

  it.each([
    ['all contributions were dropped', { late: 1 }, '2'],
    ['a part was dropped: a warning', { late: 0, future: 0, overflow: 0 }, undefined],
  ])('where beyond the seam %s', async (_name, dropped, rejected) => {
    const { post } = await start(receiving(() => ({ ...NOTHING_DROPPED, ...dropped })));
    const answer = (await (await post('/v1/metrics', json(orders(1, 2)))).json()) as {
      partialSuccess?: { rejectedDataPoints: string; errorMessage: string };
    };
    expect(answer.partialSuccess?.rejectedDataPoints).toBe(rejected);
  });

  it('warns of what was dropped in part', async () => {
    const { post } = await start(receiving(() => ({ ...NOTHING_DROPPED, overflow: 1 })));
    const twoSteps = json(orders(1)).replace(`${T0}000000`, `${T0 - MINUTE}000000`);
    expect(await (await post('/v1/metrics', twoSteps)).json()).toEqual({
      partialSuccess: {
        rejectedDataPoints: '0',
        errorMessage: '1 of 2 contributions dropped as overflow: too many series are being followed already',
      },
    });
  });
});
