import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SRC = fileURLToPath(new URL('../../', import.meta.url));
/** What every result depends on: how series are read, run and measured, and the engine's right side. */
const SHARED = [
  'evaluate/detectors',
  'evaluate/datasets',
  'evaluate/metrics',
  'evaluate/evaluate-series.ts',
  'evaluate/graph.ts',
  'evaluate/types.ts',
];
const PIPELINE = ['incidents', 'pipeline/engine.ts', 'series', 'config/defaults.ts'];

/**
 * Changes when code changes that a detector's results depend on.
 *
 * @param code folders and files under src beside what all detectors share; empty where nothing else matters
 */
export const codeHash = (code: readonly string[]): string =>
  hashOfFiles(code.length > 0 ? [...SHARED, ...PIPELINE, ...code] : SHARED);

/** @param roots folders and files under src; tests among them do not count */
export function hashOfFiles(roots: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of roots.flatMap((root) => filesIn(join(SRC, root)))) {
    if (path.includes('.test.')) continue;
    hash.update(path.slice(SRC.length)).update('\0').update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function filesIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}
