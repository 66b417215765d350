import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-commands-'));

/** A command line in this process: cli.test.ts runs the real program. */
async function tidemark(
  args: readonly string[],
  input = '',
): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const stdin = Readable.from([Buffer.from(input)], { objectMode: false });
  const code = await run(args, { stdin, stdout, stderr, env: {}, nowMs: () => performance.now() });
  stdout.end();
  stderr.end();
  const [out, err] = await said;
  return { code, stdout: out, stderr: err };
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Score {
  readonly watch: string;
  readonly labels: Record<string, string>;
  readonly time: number;
  readonly value: number | null;
}

const parseLines = (lines: string): Score[] =>
  lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Score);

describe('help', () => {
  it.each(['serve', 'demo', 'replay', 'evaluate', 'check-config'])('of %s has an example', async (command) => {
    const { code, stdout } = await tidemark([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\\n  tidemark ${command}`));
  });

  it.each([
    [[], 'Usage: tidemark'],
    [['sevre'], "TLERR_USAGE: unknown command 'sevre'\n(Did you mean serve?)"],
    [['replay'], 'TLERR_USAGE: replay needs an input'],
    [['replay', 'a', '--input', 'b'], "TLERR_USAGE: replay takes one input, and two are given: 'a' and 'b'"],
    [['replay', 'a', '--step', '7m'], "TLERR_USAGE: --step '7m' is not allowed; allowed: a duration from 10s to 1d"],
    [
      ['replay', 'a', '--timezone', 'Mars'],
      "TLERR_USAGE: --timezone 'Mars' is not allowed; allowed: an IANA time zone",
    ],
    [
      ['demo', '--prometheus', 'localhost:9090'],
      "TLERR_USAGE: option '--prometheus <url>' argument 'localhost:9090' is invalid. Allowed: an http://",
    ],
    [['serve', '--prot', '1'], "TLERR_USAGE: unknown option '--prot'"],
  ])('is offered where the command line is wrong: %j', async (args, sentence) => {
    const { code, stdout, stderr } = await tidemark(args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(sentence);
  });
});

describe('check-config', () => {
  it('ends with 2 where there is no file', async () => {
    expect(await tidemark(['check-config', 'none.yaml'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('TLERR_CONFIG_UNREADABLE'),
    });
  });
});

describe('replay', () => {
  it('takes the tuning of a watch that the configuration names', async () => {
    const config = file(
      'tuned.yaml',
      'watches: [{ name: load, source: { otlp: { metric: m } }, measure: last, step: 5m }]',
    );
    const { stdout, stderr } = await tidemark(
      ['replay', '-', '--config', config],
      'watch,time,value\nload,0,1\nload,60,3\nload,300,5\n',
    );
    expect(stderr).toContain('steps: load 5m\n');
    expect(parseLines(stdout).map(({ time, value }) => [time, value])).toEqual([
      [0, 2],
      [300_000, 5],
    ]);
  });

  it('scores OTLP JSON lines by the zero-configuration watches', async () => {
    const span = (minute: number) => ({
      traceId: '5b8efff798038103d269b633813fc60c',
      spanId: 'eee19b7ec3c1b174',
      name: 'GET',
      kind: 2,
      startTimeUnixNano: `${minute * 60}000000000`,
      endTimeUnixNano: `${minute * 60 + 1}000000000`,
      attributes: [{ key: 'http.request.method', value: { stringValue: 'GET' } }],
    });
    const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'shop' } }] };
    const lines = [1, 1, 1, 2, 3].map((minute) =>
      JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span(minute)] }] }] }),
    );
    const { stdout } = await tidemark(['replay', '-'], lines.join('\n'));
    const requests = parseLines(stdout).filter(({ watch }) => watch === 'requests');
    expect(requests.map(({ labels, time, value }) => [labels['service.name'], time, value])).toEqual([
      ['shop', 60_000, 3 / 60],
      ['shop', 120_000, 1 / 60],
      ['shop', 180_000, 1 / 60],
    ]);
  });

  it('tells what it refused, and where', async () => {
    const { code, stderr } = await tidemark(['replay', '-'], 'watch,time,value\nw,60,1\nw,x,1\nw,120,y\n');
    expect(code).toBe(0);
    expect(stderr).toContain('refused: 1 × bad_time (line 3), 1 × bad_value (line 4)');
  });

  it.each([
    [['replay', 'none.csv'], '', 3, 'TLERR_REPLAY_UNREADABLE'],
    [['replay', '-'], 'minute,requests\n1,2\n', 3, 'TLERR_REPLAY_HEADER'],
    [['replay', '-'], '', 3, 'TLERR_REPLAY_EMPTY'],
    [['replay', '-'], 'watch,time,value\nw,60,\n', 3, 'TLERR_REPLAY_EMPTY'],
    [['replay', '-'], '{"resourceMetrics":[]}\n', 3, 'TLERR_REPLAY_EMPTY'],
    [['replay', '-', '--output', '/no/such/folder/x'], 'watch,time,value\nw,60,1\n', 4, 'TLERR_OUTPUT_UNWRITABLE'],
    [['replay', '-', '--incidents', '/no/such/folder/x'], 'watch,time,value\nw,60,1\n', 4, 'TLERR_OUTPUT_UNWRITABLE'],
  ])('%j of %j ends with %d', async (args, input, code, error) => {
    expect(await tidemark(args, input)).toMatchObject({ code, stderr: expect.stringContaining(`${error}: `) });
  });
});
