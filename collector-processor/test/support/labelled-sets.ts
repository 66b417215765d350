import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const DAY = 1440;

/** A quiet series of minutes with a daily season, and one outage of `length` minutes in its second half. */
export function labelledMinutes(days: number, outageFrom: number, length: number): { value: number; label: number }[] {
  return Array.from({ length: days * DAY }, (_, i) => {
    const label = i >= outageFrom && i < outageFrom + length ? 1 : 0;
    const usual = 100 + 40 * Math.sin((2 * Math.PI * i) / DAY) + 2 * Math.sin(i * i);
    return { value: label === 1 ? 0 : Number(usual.toFixed(3)), label };
  });
}

const csvOf = (rows: readonly { value: number; label: number }[]): string =>
  `value,label\n${rows.map(({ value, label }) => `${value},${label}`).join('\n')}\n`;

/** A folder with one set of each kind: `kpi` (indexed), `nab`, `plain` (CSVs). */
export function writeLabelledSets(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-sets-'));
  const kpi = join(folder, 'kpi');
  mkdirSync(kpi);
  const rows = labelledMinutes(6, 5 * DAY, 30);
  writeFileSync(join(kpi, 'a.csv.gz'), gzipSync(csvOf(rows)));
  writeFileSync(
    join(kpi, 'index.csv'),
    `series,split,start_ts,interval_s,n_points,test_from_row\na,open,1491041280,60,${rows.length},${rows.length / 2}\n`,
  );

  const nab = join(folder, 'nab', 'realKnownCause');
  mkdirSync(nab, { recursive: true });
  const start = Date.UTC(2014, 3, 1);
  const timeOf = (row: number): string => new Date(start + row * 300_000).toISOString().slice(0, 19).replace('T', ' ');
  const lines = Array.from({ length: 1000 }, (_, i) => `${timeOf(i)},${i === 600 ? 99 : 10 + Math.sin(i)},0`);
  writeFileSync(join(nab, 'x.csv.gz'), gzipSync(`timestamp,value,in_window\n${lines.join('\n')}\n`));
  writeFileSync(
    join(folder, 'nab', 'combined_windows.json'),
    JSON.stringify({
      'realKnownCause/x.csv': [[`${timeOf(580)}.000000`, `${timeOf(629)}.000000`]],
      'realKnownCause/not-held.csv': [],
    }),
  );

  const plain = join(folder, 'plain');
  mkdirSync(plain);
  writeFileSync(join(plain, 'b.csv'), 'timestamp,value,label\n0,1,0\n60,2,0\n"180",,1\n240,4,1\n');
  writeFileSync(join(plain, 'unlabelled.csv'), 'a,b\n1,2\n');
  return folder;
}
