import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { settingsOf } from '../../config/load-config.ts';
import { summarise, T0 } from '../../measure/test-telemetry.ts';
import { openReplaySource } from './open-source.ts';

const settings = settingsOf({ http_watches: { access_logs: { routes: ['/items/{id}'] } } });

/** `minute` after T0, which is noon of a day in November. */
const line = (minute: number, path: string, status: number, more = ''): string =>
  `203.0.113.7 - - [21/Nov/2026:12:${String(minute).padStart(2, '0')}:30 +0000] "GET ${path} HTTP/1.1" ${status} 12${more}`;

async function open(content: string | Buffer, service: string | null = 'shop') {
  return openReplaySource({
    path: '-',
    stdin: Readable.from([Buffer.from(content)], { objectMode: false }),
    watches: settings.watches,
    accessLogs: settings.accessLogs,
    service,
    tuningOf: () => ({ ...settings.replayDefaults, stepMs: null }),
    onProgress: () => undefined,
  });
}

async function counted(source: Awaited<ReturnType<typeof open>>): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  for await (const batch of source.batches) all.push(summarise(batch));
  return all;
}

describe('an access log', () => {
  const lines = [
    line(0, '/', 200),
    line(0, '/items/7', 503, ' "-" "curl/8" 0.250'),
    '',
    'cannot be read',
    line(1, '/x', 404),
  ];

  it('becomes requests of its service, line by line; bad lines are counted, with their numbers', async () => {
    expect(new Date(T0).toISOString()).toBe('2026-11-21T12:00:00.000Z');
    const source = await open(lines.join('\n'));
    expect(source).toMatchObject({
      format: 'access-log',
      notes: ['an access log, its lines as requests of the service shop'],
    });
    const [first, second] = await counted(source);
    expect(first).toMatchObject({
      'requests{service.name=shop}@0': 2,
      'requests{service.name=shop,http.route=/items/{id}}@0': 1,
      'errors{service.name=shop}@0': '1/2',
      'latency{service.name=shop}@0': expect.stringMatching(/^\(0\.2/),
    });
    expect(second).toMatchObject({ 'client_errors{service.name=shop}@1': '1/1' });
    expect(source.counts).toEqual({ records: 4, points: 3, unwatched: 0 });
    expect(source.refusals.list()).toEqual([{ reason: 'not_an_access_log', count: 1, lines: [4], more: false }]);
  });

  it('may be packed, of JSON, and begin with what is none', async () => {
    const json = JSON.stringify({ status: 200, request: 'GET / HTTP/1.1', time_iso8601: '2026-11-21T12:00:30+00:00' });
    const source = await open(gzipSync(`# rotated\n${json}\n`), null);
    expect(source.format).toBe('access-log');
    expect(await counted(source)).toEqual([expect.objectContaining({ 'requests{service.name=standard input}@0': 1 })]);
  });

  it('has lines too long, which are passed over', async () => {
    const source = await open(
      [line(0, '/', 200), line(0, `/${'x'.repeat(70_000)}`, 200), line(0, '/', 200)].join('\n'),
    );
    expect(await counted(source)).toMatchObject([{ 'requests{service.name=shop}@0': 2 }]);
    expect(source.refusals.list()).toEqual([{ reason: 'line_too_long', count: 1, lines: [2], more: false }]);
  });
});
