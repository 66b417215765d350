import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import type { PartialBatch } from '../../series/types.ts';
import { openCsvSource } from './csv-source.ts';
import { openReplayInput } from './input.ts';
import type { ReplaySource, TuningOf } from './types.ts';

const tuningOf: TuningOf = () => ({
  direction: 'both',
  falseAlarmsPerWeek: 1,
  minChange: { absolute: 0, relative: 0 },
  timezone: 'UTC',
  horizonsMs: [],
  stepMs: null,
});

async function open(content: string | Buffer, tuning: TuningOf = tuningOf): Promise<ReplaySource> {
  // In small pieces, as a pipe gives it: a row may be cut anywhere.
  const bytes = Buffer.from(content as string);
  const size = bytes.length > 1e5 ? 65_536 : 7;
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  );
  const input = await openReplayInput('-', Readable.from(pieces, { objectMode: false }), () => undefined);
  return openCsvSource(input, { tuningOf: tuning, onProgress: () => undefined });
}

async function batchesOf(source: ReplaySource): Promise<PartialBatch[]> {
  const batches: PartialBatch[] = [];
  for await (const batch of source.batches) batches.push(batch);
  return batches;
}

/** What is told of each step: start, watch, labels and value. */
async function told(source: ReplaySource): Promise<unknown[]> {
  return (await batchesOf(source)).flatMap(({ partials }) =>
    partials.map(({ stepStartMs, watch, labels, aggregate }) => [
      stepStartMs,
      watch,
      Object.values(labels).join('/'),
      aggregate.kind === 'mean' ? aggregate.sum : null,
    ]),
  );
}

describe('a CSV', () => {
  it('becomes partials in the order of time, wherever its columns are', async () => {
    const source = await open(
      ['host,time,watch,value,dc', 'a,120,load,3,x', 'a,60,load,2,x', 'b,60,load,5.5e1,y', 'a,180,load,-1,x'].join(
        '\n',
      ),
    );
    expect(source.watches).toHaveLength(1);
    expect(source.watches[0]).toMatchObject({
      name: 'load',
      origin: 'replay',
      measure: 'mean',
      stepMs: 60_000,
      groupBy: [['host', 'dc']],
    });
    expect(await told(source)).toEqual([
      [60_000, 'load', 'a/x', 2],
      [60_000, 'load', 'b/y', 55],
      [120_000, 'load', 'a/x', 3],
      [180_000, 'load', 'a/x', -1],
    ]);
    expect(source.counts).toEqual({ records: 4, points: 4, unwatched: 0 });
  });

  it('marks with each batch how far all is told', async () => {
    const batches = await batchesOf(await open('watch,time,value\nw,60,1\nw,120,2\nw,600,3\n'));
    expect(batches.map(({ producers }) => producers[0]?.coveredToMs)).toEqual([120_000, 600_000, 660_000]);
  });

  it('reads gzip, a byte order mark, CRLF, quotes and no newline at the end', async () => {
    const source = await open(gzipSync('\uFEFFwatch,route,time,value\r\n"my, watch","/a ""b""",60,1\r\nw,/c,60,2'));
    expect(await told(source)).toEqual([
      [60_000, 'my, watch', '/a "b"', 1],
      [60_000, 'w', '/c', 2],
    ]);
  });

  it('takes an empty value as absent: no partial, but its time has passed', async () => {
    const source = await open('watch,time,value\nw,60,1\nw,120,\nw,180,NaN\nw,240,4\n');
    const batches = await batchesOf(source);
    expect(batches.map(({ partials }) => partials.length)).toEqual([1, 0, 0, 1]);
    expect(source.refusals.list()).toEqual([]);
  });

  it('counts bad rows by reason, with their lines, and keeps the rest', async () => {
    const rows = [
      'w,60,1',
      'w,soon,1',
      'w,120,much',
      ',120,1',
      'w,120',
      'w,120,1,2',
      'w,180,Infinity',
      'w,180,0x10',
      'w,240,2',
      'w,1e9999,2',
      'w,300,1e999',
    ];
    const source = await open(`watch,time,value\n${rows.join('\n')}\n`, () => ({ ...tuningOf(''), stepMs: 60_000 }));
    expect(source.refusals.list()).toEqual([
      { reason: 'bad_value', count: 4, lines: [4, 8, 9, 12], more: false },
      { reason: 'bad_time', count: 2, lines: [3, 11], more: false },
      { reason: 'wrong_column_count', count: 2, lines: [6, 7], more: false },
      { reason: 'no_watch', count: 1, lines: [5], more: false },
    ]);
    expect(await told(source)).toEqual([
      [60_000, 'w', '', 1],
      [240_000, 'w', '', 2],
    ]);
  });

  it('takes a quote inside a word as it stands', async () => {
    expect(await told(await open('watch,route,time,value\nw,a"b,60,1\nw,c,120,1\n'))).toEqual([
      [60_000, 'w', 'a"b', 1],
      [120_000, 'w', 'c', 1],
    ]);
  });

  it.each([
    ['epoch seconds', ['1700000000', '1700000060.5'], [1_699_999_980_000, 1_700_000_040_000]],
    ['epoch milliseconds', ['1700000000000', '1700000060500'], [1_699_999_980_000, 1_700_000_040_000]],
    ['ISO 8601', ['2023-11-14T22:13:20Z', '2023-11-14 23:14:20+01:00'], [1_699_999_980_000, 1_700_000_040_000]],
    ['ISO 8601', ['2023-11-14 22:13', '2023-11-14T22:14:00.5'], [1_699_999_980_000, 1_700_000_040_000]],
  ])('reads times as %s and says so', async (format, times, starts) => {
    const source = await open(`watch,time,value\n${times.map((time) => `w,${time},1`).join('\n')}\n`);
    expect(source.notes[0]).toContain(`times are ${format}`);
    expect((await told(source)).map((row) => (row as unknown[])[0])).toEqual(starts);
  });

  it.each([
    ['a minute with jitter', [0, 61, 119, 180], 60_000],
    ['five minutes with a hole', [0, 300, 600, 9000, 9300], 300_000],
    ['an hour', [0, 3600, 7200], 3_600_000],
    ['a week', [0, 604_800, 1_209_600], 86_400_000],
    ['a second', [0, 1, 2, 3], 10_000],
    ['65 seconds', [0, 65, 130, 195], 120_000],
    ['a single row', [0], 60_000],
  ])('has the step that holds its spacing: %s', async (_name, times, stepMs) => {
    const source = await open(`watch,time,value\n${times.map((time) => `w,${time},1`).join('\n')}\n`);
    expect(source.watches[0]?.stepMs).toBe(stepMs);
  });

  it('has the step it is told, whatever its spacing', async () => {
    const source = await open('watch,time,value\nw,0,1\nw,60,1\n', () => ({ ...tuningOf(''), stepMs: 300_000 }));
    expect(source.watches[0]?.stepMs).toBe(300_000);
    expect(source.notes).toContain('steps: w 5m');
  });
});

describe('a CSV that cannot be replayed is refused', () => {
  it.each([
    ['', 'TLERR_REPLAY_EMPTY', 'it is empty'],
    ['watch,time,value\n', 'TLERR_REPLAY_EMPTY', 'there is no row below the header'],
    ['watch,time,value\nw,soon,1\n', 'TLERR_REPLAY_EMPTY', 'no row is good: 1 × bad_time (line 2)'],
    [
      'minute,requests\n1,2\n',
      'TLERR_REPLAY_HEADER',
      "the header 'minute,requests' lacks a column 'time' and a column 'value'",
    ],
    ['time,in,out\n1,2,3\n', 'TLERR_REPLAY_HEADER', "lacks a column 'value'"],
    ['watch;time;value\nw;1;2\n', 'TLERR_REPLAY_HEADER', 'is not separated by commas'],
    ['watch,time,value,\nw,1,2,\n', 'TLERR_REPLAY_HEADER', 'has no name for column 4'],
    ['watch,a,a,time,value\nw,x,y,1,2\n', 'TLERR_REPLAY_HEADER', "has the column 'a' twice"],
  ])('%j', async (content, code, sentence) => {
    await expect(open(content)).rejects.toMatchObject({ code, message: expect.stringContaining(sentence) });
  });

  it('when its gzip is cut short', async () => {
    const packed = gzipSync(`watch,time,value\n${'w,60,1\n'.repeat(10_000)}`);
    await expect(open(packed.subarray(0, packed.length - 20))).rejects.toMatchObject({
      code: 'TLERR_REPLAY_UNREADABLE',
      message: 'standard input cannot be read: unexpected end of file',
    });
  });

  it.each([1, 300_000])('when a quote is never closed, %d rows before the end', async (rows) => {
    await expect(open(`watch,time,value\nw,60,1\n"w,120,1\n${'w,180,1\n'.repeat(rows)}`)).rejects.toMatchObject({
      message: 'standard input cannot be read: a quote opened on line 3 is never closed',
    });
  });

  it('when there is no such file', async () => {
    await expect(openReplayInput('/no/such.csv', Readable.from([]), () => undefined)).rejects.toMatchObject({
      code: 'TLERR_REPLAY_UNREADABLE',
      exitCode: 3,
    });
  });
});
