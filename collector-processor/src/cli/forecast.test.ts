import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { run } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-forecast-'));
const START_S = Date.parse('2026-11-02T00:00:00Z') / 1000;

/** Three weeks of hours with a daily rhythm that grow by 2 a day. */
const csv = `time,pool\n${Array.from(
  { length: 21 * 24 },
  (_, hour) => `${START_S + 3600 * hour},${(40 + hour / 12 + 10 * Math.sin((2 * Math.PI * hour) / 24)).toFixed(3)}`,
).join('\n')}\n`;
const file = join(folder, 'pool.csv');
writeFileSync(file, csv);

async function forecast(args: readonly string[], stdin: string | Buffer = '') {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const io = { stdin: Readable.from([Buffer.from(stdin)]), stdout, stderr, env: {}, nowMs: () => performance.now() };
  const code = await run(['forecast', ...args], io);
  stdout.end();
  stderr.end();
  const [told, warned] = await said;
  return { code, stdout: told, stderr: warned };
}

describe('tidemark forecast', () => {
  it('tells a table: what was read, what the models are worth, when the limit is reached, what comes', async () => {
    const { code, stdout, stderr } = await forecast([file, '--model', 'auto,seasonal-naive', '--limit', '100']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('pool.csv, column pool: 504 steps of 1h, 2026-11-02 00:00 to 2026-11-23 00:00 (UTC)');
    // Days of 40 + 2 a day peak 10 above: the 100 is reached on day 25, in the morning.
    expect(stdout).toMatch(/pool reaches the limit \(100\) on Friday,? 27 Nov.* ± \d+ h; the level grows \d+ % a week/);
    expect(stdout).toMatch(/\nauto +\d\.\d % .* 3 × 4d4h\n/);
    expect(stdout).toMatch(/\nseasonal-naive +\d\.\d %/);
    expect(stdout).toMatch(/\n2026-11-23 00:00 +8\d(\.\d+)? /);
    expect(stdout).toContain('every 4h of 168 steps; --csv tells all');
  });

  it('writes CSV, JSON and a page of the same forecast', async () => {
    const [out, html] = [join(folder, 'out.csv'), join(folder, 'out.html')];
    const { code, stdout } = await forecast(
      ['-', '--horizon', '2d', '--growth', '50', '--growth-from', '1d', '--json', '--csv', out, '--html', html],
      gzipSync(csv),
    );
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as { models: [{ expected: number[]; lower: number[] }]; startMs: number };
    const [{ expected }] = answer.models;
    const rows = readFileSync(out, 'utf8').trim().split('\n');
    expect(rows[0]).toBe('time,auto_expected,auto_lower_80,auto_upper_80,auto_lower_95,auto_upper_95');
    expect(rows).toHaveLength(1 + 48);
    expect(rows[1]).toMatch(new RegExp(`^2026-11-23T00:00:00.000Z,${expected[0]},`));
    // A day grows by 2; half as much again is supposed from the second day on.
    expect(expected[24]! / expected[0]!).toBeCloseTo(1.5 * (1 + 2 / expected[0]!), 1);
    const page = readFileSync(html, 'utf8');
    expect(page).toContain('supposed: +50 % from 2026-11-24 00:00');
    expect(page.match(/<polyline class="model/g)).toHaveLength(1);
    expect(page).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('says which model stands in where the history is short', async () => {
    const short = csv.split('\n').slice(0, 20).join('\n');
    const { code, stdout } = await forecast(['-', '--horizon', '6h', '--limit', '100'], short);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\w+ stands in for auto: /);
    expect(stdout).toContain('When the limit is reached cannot be told: fewer than 4 days of history');
  });

  it.each<[string[], number, string | RegExp]>([
    [[], 2, 'TLERR_USAGE: forecast needs an input: tidemark forecast FILE, or - for standard input'],
    [[file, '--model', 'auto,oracle'], 2, "--model 'oracle' is not known; known: all, auto,"],
    [[file, '--horizon', 'soon'], 2, "--horizon 'soon' is not allowed; allowed: a duration, such as 10m"],
    [[file, '--horizon', '9000w'], 2, 'TLERR_FORECAST_REQUEST: This cannot be forecast: the horizon is 1512000 steps'],
    [[file, '--limit', 'full'], 2, "--limit 'full' is not allowed; allowed: a number"],
    [[file, '--limit', '9', '--direction', 'left'], 2, "--direction 'left' is not allowed; allowed: up, down"],
    [[file, '--growth', '-101'], 2, "--growth '-101' is not allowed; allowed: a number from -100 to 1000"],
    [[file, '--growth', '1', '--growth-from', 'then'], 2, "--growth-from 'then' is not allowed; allowed: a time, or"],
    [[file, '--where', 'x'], 2, "--where 'x' is not allowed; allowed: column=text"],
    [[file, '--timezone', 'Mars'], 2, "--timezone 'Mars' is not allowed"],
    [[file, '--json', '--csv', '-'], 2, 'both want standard output'],
    [[join(folder, 'none.csv')], 3, /TLERR_REPLAY_UNREADABLE: .*none\.csv cannot be read: /],
    [
      [file, '--column', 'disk'],
      3,
      /TLERR_FORECAST_INPUT: .*pool\.csv cannot be forecast: it has no column disk, only/,
    ],
    [[file, '--html', join(folder, 'no', 'x.html')], 4, 'TLERR_OUTPUT_UNWRITABLE'],
  ])('%j is refused', async (args, exitCode, said) => {
    const { code, stderr, stdout } = await forecast(args);
    expect({ code, stdout }).toEqual({ code: exitCode, stdout: '' });
    expect(stderr).toMatch(said);
  });
});
