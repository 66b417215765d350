import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';

const bin = fileURLToPath(new URL('../../bin/tidemark.mjs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tidemark-cli-'));
const env = { PATH: process.env.PATH };

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real program, in a process and a folder of its own. */
function tidemark(args: readonly string[], input: string | Buffer = ''): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [bin, ...args],
      { cwd: folder, env, maxBuffer: 64 * 2 ** 20 },
      (error, stdout, stderr) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Score {
  readonly watch: string;
  readonly labels: Record<string, string>;
  readonly time: number;
  readonly value: number | null;
  readonly score: number;
  readonly direction: number;
  readonly class: string | null;
}

const parseLines = (text: string): Score[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Score);

/** Four days of minutes with a daily rhythm, then ten minutes without a single request, then half an hour as ever. */
function trafficCsv(): string {
  const outage = 4 * 1440;
  const rows = Array.from({ length: outage + 40 }, (_, minute) => {
    const usual = Math.round(200 + 80 * Math.sin((2 * Math.PI * minute) / 1440) + ((minute * 7919) % 17));
    return `requests,shop,${1_763_337_600 + minute * 60},${minute >= outage && minute < outage + 10 ? 0 : usual}`;
  });
  return `watch,service.name,time,value\n${rows.join('\n')}\n`;
}

describe('help', () => {
  it('tells the commands, examples and exit codes on standard output', async () => {
    const { code, stdout } = await tidemark(['--help']);
    expect(code).toBe(0);
    for (const word of ['serve', 'demo', 'replay', 'check-config', 'Examples:', 'Exit codes:'])
      expect(stdout).toContain(word);
  });
});

describe('check-config', () => {
  it('prints what a file comes to', async () => {
    const path = file(
      'good.yaml',
      'watches: [{ name: orders, source: { otlp: { metric: shop.orders } }, measure: p95, by: [route] }]',
    );
    const { code, stdout } = await tidemark(['check-config', path]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^orders +p95 +shop\.orders +route +60s +both +1 +UTC +12$/m);
  });

  it('says how many series Prometheus will get of so many', async () => {
    const path = file('scores.yaml', 'export: { policy: scores, max_series: 500 }\nhttp_watches: { enabled: true }\n');
    const { code, stdout } = await tidemark(['check-config', path, '--series', '100']);
    expect(code).toBe(0);
    expect(stdout).toContain('100 series of each watch make 600 scored series; 500 of them are given out');
    expect(stdout).toContain('Prometheus gets 3,000 series.');
    expect((await tidemark(['check-config', path, '--series', 'many'])).code).not.toBe(0);
  });

  it('prints every fault and ends with 2', async () => {
    const path = file('bad.yaml', 'otlp:\n  prot: 1\n  port: many\n');
    const { code, stdout, stderr } = await tidemark(['check-config', path]);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain('TLERR_CONFIG_INVALID');
    expect(stderr).toContain(`${path}:2:3: otlp.prot: unknown key`);
    expect(stderr).toContain(`${path}:3:9: otlp.port: 'many' is not allowed`);
  });
});

describe('replay', () => {
  it('scores a CSV: one line a step in the order of time, an incident while it is open, a summary', async () => {
    const input = file('traffic.csv.gz', gzipSync(trafficCsv()));
    const { code, stdout, stderr } = await tidemark([
      'replay',
      '--input',
      input,
      '--output',
      'scores.ndjson',
      '--incidents',
      'incidents.ndjson',
    ]);
    expect([code, stdout]).toEqual([0, '']);

    const scores = parseLines(readFileSync(join(folder, 'scores.ndjson'), 'utf8'));
    expect(scores).toHaveLength(4 * 1440 + 40);
    expect(scores.map(({ time }) => time)).toEqual(scores.map((_, minute) => 1_763_337_600_000 + minute * 60_000));
    expect(scores[0]).toMatchObject({ watch: 'requests', labels: { 'service.name': 'shop' }, value: 200 });
    const outage = scores.slice(4 * 1440 + 2, 4 * 1440 + 10);
    expect(outage.map((row) => [row.value, row.class, row.direction, row.score > 1])).toEqual(
      outage.map(() => [0, 'drop_to_zero', -1, true]),
    );
    expect(scores.at(-1)).toMatchObject({ class: null });

    const incidents = parseLines(readFileSync(join(folder, 'incidents.ndjson'), 'utf8'));
    expect(incidents).toMatchObject([{ class: 'drop_to_zero', status: 'closed' }]);
    expect(stderr).toContain('times are epoch seconds');
    expect(stderr).toContain('steps: requests 60s (from its spacing)');
    expect(stderr).toMatch(/replayed 5,800 rows in [\d.]+ s: 5,800 points, 1 series, 5,800 steps, 5,800 scores/);
    expect(stderr).toContain('incidents: 1 (1 × drop_to_zero)');
  }, 30_000);

  it('gives the same for the same rows in another order, through a pipe', async () => {
    const [header, ...rows] = trafficCsv().trim().split('\n');
    const sorted = await tidemark(['replay', '-'], [header, ...rows].join('\n'));
    const reversed = await tidemark(['replay', '-', '--output', '-'], [header, ...rows.toReversed()].join('\n'));
    expect(sorted.stdout.length).toBeGreaterThan(100_000);
    expect(reversed.stdout).toBe(sorted.stdout);
  }, 30_000);

  it('ends quietly when its reader has seen enough', async () => {
    const input = file('long.csv', trafficCsv());
    const child = spawn(process.execPath, [bin, 'replay', input], { cwd: folder, env });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(0);
    expect(stderr).not.toContain('TLERR');
  });
});
