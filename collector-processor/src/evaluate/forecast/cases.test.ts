import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { findCases } from './find-cases.ts';
import type { ForecastCase } from './types.ts';

const folder = mkdtempSync(join(tmpdir(), 'tidemark-cases-'));
const [m4, real] = [join(folder, 'm4'), join(folder, 'real')];
mkdirSync(m4);
mkdirSync(real);
const line = (id: string, length: number): string => [`"${id}"`, ...Array(length).keys()].join(',');
writeFileSync(join(m4, 'train.csv.gz'), gzipSync(`${line('H1', 300)},,\n${line('H2', 250)}\n`));
writeFileSync(join(m4, 'test.csv'), `${line('H1', 48)}\n${line('H2', 48)}\n`);
const minutes = Array.from({ length: 60 * 24 * 8 }, (_, i) => `${i},${i < 60 ? 2 : 1}`);
writeFileSync(join(real, 'shop.csv'), `minute,requests\n${minutes.join('\n')}\n`);
const days = Array.from({ length: 900 }, (_, i) => new Date(i * 86_400_000).toISOString().slice(0, 10));
const rows = days.filter((_, i) => i !== 10).map((day) => `"${day}",7`);
writeFileSync(join(real, 'pages.csv'), `"ds","y"\n${rows.join('\n')}\n`);

describe('what there is to forecast', () => {
  const cases = findCases([folder], null);
  const of = (dataset: string): ForecastCase[] => cases.filter((each) => each.dataset === dataset);

  it('is found in every form, each CSV a set of its own', () => {
    const names = ['m4', 'm4_spikes', 'm4_outage', 'm4_last', 'm4_shift', 'pages_daily', 'shop_hourly'];
    expect([...new Set(cases.map(({ dataset }) => dataset))]).toEqual(names);
    expect(findCases([m4], 1).map(({ series }) => series)).toEqual(Array(5).fill('H1'));
  });

  it('is a competition set as it stands', () => {
    const [first] = of('m4');
    expect([first!.series, first!.history.length, first!.actual.length, first!.stepMs]).toEqual([
      'H1',
      300,
      48,
      3_600_000,
    ]);
    expect([first!.history[299], first!.actual[47]]).toEqual([299, 47]);
  });

  it('is a competition set spoilt, beside what it was', () => {
    const [plain, outage, last, shift] = ['m4', 'm4_outage', 'm4_last', 'm4_shift'].map((name) => of(name)[0]!);
    expect(last!.history[299]).toBe(3 * 299);
    expect(last!.reference).toBe(plain!.history);
    expect(outage!.history.filter((value) => value === 0).length).toBe(1 + 6);
    const factor = shift!.history[299]! / 299;
    expect([0.5, 2]).toContain(factor);
    expect([shift!.history[269], shift!.history[270], shift!.actual[10]]).toEqual([269, 270 * factor, 10 * factor]);
    const spikes = of('m4_spikes').flatMap(({ history }) => [...history].filter((value, t) => value !== t));
    expect(spikes.length).toBeGreaterThan(0);
    expect(spikes.length).toBeLessThan(25);
  });

  it('is a real series at its rolling origins: minutes as hours, missing days as missing', () => {
    const shop = of('shop_hourly');
    expect(shop.map(({ history }) => history.length)).toEqual([96, 144]);
    expect([shop[0]!.history[0], shop[0]!.history[1], shop[0]!.actual.length]).toEqual([120, 60, 48]);
    const pages = of('pages_daily');
    expect(pages.map(({ history }) => history.length).slice(-2)).toEqual([844, 872]);
    expect(pages).toHaveLength(14);
    expect([pages[0]!.history[9], pages[0]!.history[10]]).toEqual([7, NaN]);
  });

  it.each([
    [join(folder, 'nowhere'), 'TLERR_EVALUATE_DATA'],
    [mkdtempSync(join(tmpdir(), 'tidemark-none-')), 'TLERR_EVALUATE_DATA'],
  ])('is not in %s', (path, code) => {
    expect(() => findCases([path], null)).toThrow(expect.objectContaining({ code }));
  });
});
