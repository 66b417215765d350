import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { parseTime } from '../../intake/replay/csv-time.ts';
import type { SeriesSource } from '../types.ts';
import { LABEL_NAMES } from './load-series.ts';
import { columnOf, hasColumns, readTable, unreadable } from '../../tables/read-table.ts';

export const CSV = /\.csv(\.gz)?$/i;
const WINDOWS_FILE = 'combined_windows.json';

export interface Dataset {
  readonly name: string;
  readonly sources: readonly SeriesSource[];
}

/**
 * What the folders hold. A folder is a set: with `index.csv` and a file a series (AIOps KPI, WSD), with
 * `combined_windows.json` too (NAB), or just CSVs with labels; or it is a folder of such sets.
 *
 * @throws TidemarkError TLERR_EVALUATE_DATA where a folder holds none, TLERR_EVALUATE_UNREADABLE
 */
export function findDatasets(folders: readonly string[]): Dataset[] {
  const found = folders.flatMap((folder) => {
    const sets = setsIn(folder);
    if (sets.length === 0)
      throw new TidemarkError('TLERR_EVALUATE_DATA', { folder, reason: 'no labelled series in it' });
    return sets;
  });
  return found.map((set, i) => {
    const namesakes = found.slice(0, i).filter(({ name }) => name === set.name).length;
    if (namesakes === 0) return set;
    const name = `${set.name}#${namesakes + 1}`;
    return { name, sources: set.sources.map((source) => ({ ...source, dataset: name })) };
  });
}

function setsIn(folder: string): Dataset[] {
  const path = resolve(folder);
  let names: string[];
  try {
    if (statSync(path).isFile()) return [{ name: basename(path).replace(CSV, ''), sources: [csvSource(path, path)] }];
    names = readdirSync(path).sort();
  } catch (error) {
    throw new TidemarkError('TLERR_EVALUATE_DATA', { folder, reason: messageOf(error) }, { cause: error });
  }
  const own = setAt(path, names);
  if (own !== null) return [own];
  return names
    .map((name) => join(path, name))
    .filter((child) => statSync(child).isDirectory())
    .flatMap((child) => setAt(child, readdirSync(child).sort()) ?? []);
}

function setAt(path: string, names: readonly string[]): Dataset | null {
  const name = basename(path);
  if (names.includes(WINDOWS_FILE)) return { name, sources: nabSources(path) };
  if (names.includes('index.csv')) return { name, sources: indexedSources(path) };
  const files = names.filter((file) => CSV.test(file)).map((file) => join(path, file));
  const labelled = files.filter((file) => hasColumns(file, ['value'], LABEL_NAMES));
  return labelled.length === 0 ? null : { name, sources: labelled.map((file) => csvSource(path, file)) };
}

function indexedSources(path: string): SeriesSource[] {
  const indexPath = join(path, 'index.csv');
  const index = readTable(indexPath);
  const [names, startS, intervalS, testFrom] = ['series', 'start_ts', 'interval_s', 'test_from_row'].map((name) =>
    columnOf(index, indexPath, name),
  );
  return names!.map((series, i) => ({
    ...fileOf(path, join(path, `${series}.csv.gz`)),
    series,
    format: 'indexed',
    grid: {
      startMs: Number(startS![i]) * 1000,
      stepMs: Number(intervalS![i]) * 1000,
      testFromRow: Number(testFrom![i]),
    },
    windowsMs: null,
  }));
}

function nabSources(path: string): SeriesSource[] {
  const windowsPath = join(path, WINDOWS_FILE);
  try {
    const windows = JSON.parse(readFileSync(windowsPath, 'utf8')) as Record<string, [string, string][]>;
    // The benchmark's own list names files that a part of it does not hold.
    const held = Object.keys(windows).filter((series) => existsSync(join(path, `${series}.gz`)));
    return held.map((series) => ({
      ...fileOf(path, join(path, `${series}.gz`)),
      series,
      format: 'nab',
      grid: null,
      windowsMs: windows[series]!.map(
        ([from, to]) => [windowTime(from, windowsPath), windowTime(to, windowsPath)] as const,
      ),
    }));
  } catch (error) {
    if (error instanceof TidemarkError) throw error;
    throw unreadable(windowsPath, messageOf(error), error);
  }
}

function windowTime(text: string, path: string): number {
  const time = parseTime(text, 'ISO 8601');
  if (time === null) throw unreadable(path, `'${text}' is no time`);
  return time;
}

function csvSource(set: string, file: string): SeriesSource {
  const series = basename(file).replace(CSV, '');
  const dataset = basename(set).replace(CSV, '');
  return { ...fileOf(set, file), dataset, series, format: 'csv', grid: null, windowsMs: null };
}

function fileOf(set: string, path: string): Pick<SeriesSource, 'dataset' | 'path' | 'bytes' | 'modifiedMs'> {
  try {
    const { size, mtimeMs } = statSync(path);
    return { dataset: basename(set), path, bytes: size, modifiedMs: mtimeMs };
  } catch (error) {
    throw unreadable(path, messageOf(error), error);
  }
}
