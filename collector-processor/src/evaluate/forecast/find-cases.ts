import { readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { messageOf } from '../../errors/message-of.ts';
import { TidemarkError } from '../../errors/tidemark-error.ts';
import { CSV } from '../datasets/find-series.ts';
import { competitionCases } from './competition-cases.ts';
import { rollingCases } from './rolling-cases.ts';
import { withSpoilt } from './spoil.ts';
import type { ForecastCase } from './types.ts';

/**
 * What the folders hold to forecast. A folder is a competition's set (`train.csv` and `test.csv`, a line a series), or
 * holds CSVs of values over time, each a set of its own; or it is a folder of such folders.
 *
 * @param seriesPerSet only so many series of a competition's set; null for all
 * @throws TidemarkError TLERR_EVALUATE_DATA where a folder holds none, TLERR_EVALUATE_UNREADABLE
 */
export function findCases(folders: readonly string[], seriesPerSet: number | null): ForecastCase[] {
  return folders.flatMap((folder) => {
    const cases = casesIn(folder, seriesPerSet);
    if (cases.length > 0) return cases;
    throw new TidemarkError('TLERR_EVALUATE_DATA', { folder, reason: 'nothing to forecast in it' });
  });
}

function casesIn(folder: string, seriesPerSet: number | null): ForecastCase[] {
  const path = resolve(folder);
  try {
    if (statSync(path).isFile()) return rollingCases(path);
    const own = casesAt(path, seriesPerSet);
    if (own.length > 0) return own;
    const inner = readdirSync(path).sort();
    const folders = inner.map((name) => join(path, name)).filter((each) => statSync(each).isDirectory());
    return folders.flatMap((each) => casesAt(each, seriesPerSet));
  } catch (error) {
    if (error instanceof TidemarkError) throw error;
    throw new TidemarkError('TLERR_EVALUATE_DATA', { folder, reason: messageOf(error) }, { cause: error });
  }
}

function casesAt(path: string, seriesPerSet: number | null): ForecastCase[] {
  const files = readdirSync(path)
    .filter((name) => CSV.test(name))
    .sort();
  const fileOf = (name: string): string | undefined => files.find((file) => file.replace(CSV, '') === name);
  const [train, test] = [fileOf('train'), fileOf('test')];
  if (train !== undefined && test !== undefined) {
    const cases = competitionCases(basename(path), join(path, train), join(path, test));
    return withSpoilt(cases.slice(0, seriesPerSet ?? undefined));
  }
  return files.flatMap((file) => rollingCases(join(path, file)));
}
