import type { Rollup } from '../../rollup/types.ts';
import type { History } from '../types.ts';

/** The load of each step of a history; NaN where it is not known. */
export function loadColumn(
  rollups: readonly Rollup[],
  { values, startMs, stepMs }: Pick<History, 'values' | 'startMs' | 'stepMs'>,
): Float64Array {
  const load = new Float64Array(values.length).fill(NaN);
  for (const { startMs: atMs, mean } of rollups) {
    const i = Math.round((atMs - startMs) / stepMs);
    if (i >= 0 && i < load.length && mean !== null) load[i] = mean;
  }
  return load;
}
