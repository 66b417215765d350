import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { writeLabelledSets } from '../../test/support/labelled-sets.ts';
import { run } from './run.ts';

const sets = writeLabelledSets();
const out = mkdtempSync(join(tmpdir(), 'tidemark-evaluate-'));

async function evaluate(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const said = Promise.all([text(stdout), text(stderr)]);
  const io = { stdin: Readable.from([]), stdout, stderr, env: { TIDEMARK_DATA: sets }, nowMs: () => performance.now() };
  const code = await run(['evaluate', ...args], io);
  stdout.end();
  stderr.end();
  const [told, warned] = await said;
  return { code, stdout: told, stderr: warned };
}

describe('tidemark evaluate', () => {
  it('tells one JSON document, and writes the pages that are asked for', async () => {
    const [html, markdown] = [join(out, 'page.html'), join(out, 'page.md')];
    const { code, stdout, stderr } = await evaluate(
      ...['--task', 'detect', '--data', `${join(sets, 'kpi')},${join(sets, 'nab')}`, '--detector', 'tide,random'],
      ...['--json', '--jobs', '1', '--cache', join(out, 'cache'), '--html', html, '--markdown', markdown],
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('4 runs in') });
    const { datasets } = JSON.parse(stdout) as { datasets: Record<string, Record<string, Record<string, number>>> };
    expect(Object.keys(datasets)).toEqual(['kpi', 'nab']);
    expect(datasets.kpi!.tide).toMatchObject({ event_recall: 1, pooled_k7_f1: expect.any(Number), nab_standard: null });
    expect(datasets.kpi!.tide!.auc_pr).toBeGreaterThan(10 * datasets.kpi!.random!.auc_pr!);
    expect(datasets.nab!.tide!.nab_standard).toEqual(expect.any(Number));
    expect(Object.keys(datasets.kpi!.tide!)).toHaveLength(16);
    expect(readFileSync(html, 'utf8')).toContain('realKnownCause/x.csv');
    expect(readFileSync(markdown, 'utf8')).toContain(
      'tidemark evaluate --task detect --data $TIDEMARK_DATA/kpi,$TIDEMARK_DATA/nab --detector tide,random',
    );
    // Two threads are started and two detectors learn.
  }, 60_000);

  it('tells tables, of as many series as asked', async () => {
    const { code, stdout } = await evaluate('--data', sets, '--detector', 'random', '--series', '1', '--no-cache');
    expect(code).toBe(0);
    expect(stdout).toMatch(/kpi: 1 series .*\ndetector .*\nrandom /);
    expect(existsSync(join(out, 'cache'))).toBe(true);
  });

  it('measures forecasts, in every form', async () => {
    const [html, markdown] = [join(out, 'forecast.html'), join(out, 'forecast.md')];
    writeFileSync(markdown, '# Forecasting\n\nBy hand.\n');
    mkdirSync(join(out, 'images'));
    const hours = Array.from({ length: 24 * 14 }, (_, t) => `${t * 3600},${(t % 24) + 1}`);
    const file = join(out, 'shop.csv');
    writeFileSync(file, `timestamp,value\n${hours.join('\n')}\n`);
    const { code, stdout } = await evaluate(
      ...['--task', 'forecast', '--data', file, '--model', 'auto,naive', '--json', '--jobs', '1', '--no-cache'],
      ...['--html', html, '--markdown', markdown],
    );
    expect(code).toBe(0);
    const { datasets } = JSON.parse(stdout) as { datasets: Record<string, Record<string, Record<string, number>>> };
    expect(datasets.shop_hourly!.auto!.smape).toBeLessThan(1);
    expect(datasets.shop_hourly!.naive!.smape).toBeGreaterThan(50);
    expect(Object.keys(datasets.shop_hourly!.auto!)).toEqual(
      expect.arrayContaining(['smape', 'mase', 'owa', 'msis', 'coverage95', 'seconds']),
    );
    expect(readFileSync(html, 'utf8')).toContain('<polygon');
    const page = readFileSync(markdown, 'utf8');
    expect(page).toMatch(/^# Forecasting\n\nBy hand\.\n\n<!--/);
    expect(page).toContain('(images/forecast-shop_hourly.svg)');
    expect(readFileSync(join(out, 'images', 'forecast-shop_hourly.svg'), 'utf8')).toContain('auto, sMAPE 0.');
  });

  it.each([
    [[], 'TLERR_USAGE: evaluate needs folders of series', 2],
    [
      ['--task', 'forecast', '--data', 'a', '--model', 'x'],
      "TLERR_USAGE: --model 'x' is not known; known: all, auto",
      2,
    ],
    [['--task', 'x'], "TLERR_USAGE: --task 'x' is not allowed; allowed: detect, forecast", 2],
    [['--data', 'a', '--detector', 'tide,lstn'], "TLERR_USAGE: --detector 'lstn' is not known; known: all, tide", 2],
    [['--data', 'a,,b'], "TLERR_USAGE: --data 'a,,b' has an empty entry", 2],
    [['--data', 'a', '--jobs', '0'], "TLERR_USAGE: --jobs '0' is not allowed", 2],
    [['--data', 'a', '--nab-thresholds', '1,2'], "TLERR_USAGE: --nab-thresholds '1,2' is not allowed", 2],
    [['--data', 'no-such-folder'], "TLERR_EVALUATE_DATA: There is nothing to evaluate on in 'no-such-folder'", 3],
  ])('refuses %j', async (args, sentence, code) => {
    expect(await evaluate(...args)).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(sentence) });
  });
});
