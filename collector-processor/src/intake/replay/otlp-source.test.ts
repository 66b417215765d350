import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { settingsOf } from '../../config/load-config.ts';
import type { PartialBatch } from '../../series/types.ts';
import { openReplayInput } from './input.ts';
import { splitLines } from './lines.ts';
import { openOtlpSource } from './otlp-source.ts';
import type { ReplaySource } from './types.ts';

const { watches } = settingsOf({
  http_watches: { enabled: true },
  watches: [{ name: 'orders', source: { otlp: { metric: 'shop.orders' } }, measure: 'rate', by: ['route'] }],
});

const nanos = (seconds: number): string => `${seconds}000000000`;
const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const resource = { attributes: [text('service.name', 'shop')] };

function metricsLine(points: readonly (readonly [fromS: number, toS: number, count: number])[]): string {
  const dataPoints = points.map(([fromS, toS, count]) => ({
    attributes: [text('route', '/buy')],
    startTimeUnixNano: nanos(fromS),
    timeUnixNano: nanos(toS),
    asInt: String(count),
  }));
  const metrics = [{ name: 'shop.orders', sum: { aggregationTemporality: 1, isMonotonic: true, dataPoints } }];
  return JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ scope: { name: 's' }, metrics }] }] });
}

function tracesLine(endsS: readonly number[]): string {
  const spans = endsS.map((endS, i) => ({
    traceId: '5b8efff798038103d269b633813fc60c',
    spanId: `eee19b7ec3c1b1${10 + i}`,
    name: 'GET /',
    kind: 2,
    startTimeUnixNano: nanos(endS - 1),
    endTimeUnixNano: nanos(endS),
    attributes: [
      text('http.request.method', 'GET'),
      text('http.route', '/'),
      { key: 'http.response.status_code', value: { intValue: '200' } },
    ],
    status: {},
  }));
  return JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 's' }, spans }] }] });
}

async function open(content: string | Buffer): Promise<ReplaySource> {
  const input = await openReplayInput(
    '-',
    Readable.from([Buffer.from(content as string)], { objectMode: false }),
    () => undefined,
  );
  expect(input.format).toBe('otlp');
  return openOtlpSource(input, { watches });
}

async function batchesOf(source: ReplaySource): Promise<PartialBatch[]> {
  const batches: PartialBatch[] = [];
  for await (const batch of source.batches) batches.push(batch);
  return batches;
}

describe('OTLP JSON lines', () => {
  it('become partials of the watches, metrics and traces alike, and tell how far their sender has come', async () => {
    const source = await open(gzipSync([metricsLine([[60, 120, 30]]), tracesLine([130, 140]), ''].join('\n')));
    const batches = await batchesOf(source);
    const orders = batches.flatMap(({ partials }) => partials.filter(({ watch }) => watch === 'orders'));
    expect(orders).toEqual([
      { watch: 'orders', labels: { route: '/buy' }, stepStartMs: 60_000, aggregate: { kind: 'sum', sum: 30 } },
    ]);
    const requests = batches[1]?.partials.filter(
      ({ watch, labels }) => watch === 'requests' && labels['http.route'] === '/',
    );
    expect(
      requests
        ?.map(({ aggregate }) => (aggregate.kind === 'sum' ? aggregate.sum : null))
        .reduce((a, b) => (a ?? 0) + (b ?? 0)),
    ).toBe(2);
    expect(batches.map(({ producers }) => producers.map(({ coveredToMs }) => coveredToMs))).toEqual([
      [120_000],
      [140_000],
    ]);
    expect(source.counts).toEqual({ records: 2, points: 3, unwatched: 0 });
  });

  it('that are none are counted by reason, with their lines; the rest is kept', async () => {
    const lines = [
      metricsLine([[60, 120, 1]]),
      '{"resourceMetrics": [',
      '{"resourceLogs": []}',
      '{"hello": 1}',
      '[1]',
      '',
      metricsLine([[120, 180, 2]]),
    ];
    const source = await open(lines.join('\n'));
    expect((await batchesOf(source)).map(({ partials }) => partials.length)).toEqual([1, 0, 1]);
    expect(source.refusals.list()).toEqual([
      { reason: 'not_otlp', count: 2, lines: [4, 5], more: false },
      { reason: 'not_json', count: 1, lines: [2], more: false },
    ]);
  });

  it('hold metrics that no watch selects: counted apart, and no fault', async () => {
    const source = await open(metricsLine([[60, 120, 1]]).replace('shop.orders', 'shop.other'));
    expect((await batchesOf(source)).flatMap(({ partials }) => partials)).toEqual([]);
    expect(source.counts).toEqual({ records: 1, points: 0, unwatched: 1 });
    expect(source.refusals.list()).toEqual([]);
  });

  it('hold log records: those of access logs count, the others are passed over', async () => {
    const log = (body: string) => ({ observedTimeUnixNano: '60000000000', body: { stringValue: body } });
    const logRecords = [log('::1 - - [01/Jan/1970:00:00:30 +0000] "GET / HTTP/1.1" 200 1'), log('started')];
    const source = await open(JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }));
    expect((await batchesOf(source)).flatMap(({ partials }) => partials.map(({ watch }) => watch))).toEqual([
      'requests',
      'errors',
      'client_errors',
    ]);
    expect(source.counts).toEqual({ records: 1, points: 1, unwatched: 1 });
  });

  it('are measured in event time, however old', async () => {
    const source = await open([metricsLine([[60, 120, 1]]), metricsLine([[86_400_000, 86_400_060, 1]])].join('\n'));
    expect((await batchesOf(source)).flatMap(({ partials }) => partials.map(({ stepStartMs }) => stepStartMs))).toEqual(
      [60_000, 86_400_000_000],
    );
  });
});

describe('lines', () => {
  it('are cut at newlines wherever the pieces are, and a line too long is passed over', async () => {
    const bytes = Buffer.from('ab\n\ncdefgh\nij');
    const pieces = Array.from(bytes, (byte) => Buffer.from([byte]));
    const lines: [number, string | null][] = [];
    for await (const line of splitLines(Readable.from(pieces), 4))
      lines.push([line.number, line.bytes?.toString() ?? null]);
    expect(lines).toEqual([
      [1, 'ab'],
      [2, ''],
      [3, null],
      [4, 'ij'],
    ]);
  });
});
