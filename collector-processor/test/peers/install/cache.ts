import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where built peers live between runs: outside the repository, shared by all its clones. */
export function peersCacheDir(env: NodeJS.ProcessEnv = process.env): string {
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'tidemark-peers');
}

export interface CachedBuild {
  readonly cacheDir: string;
  /** `<name>-<version>`; what the build puts there never changes for one key. */
  readonly key: string;
  /** Fills `dir`, an empty folder of its own on the same disk as the cache. */
  build(dir: string): Promise<void>;
}

/**
 * Returns the folder of a finished build, building it when it is not there. A build is seen whole or not at all: it
 * happens in a temporary folder that is renamed last, so a killed build leaves no half of one, and of two builds at
 * once the first to finish wins.
 */
export async function ensureBuilt({ cacheDir, key, build }: CachedBuild): Promise<string> {
  const finished = join(cacheDir, key);
  if (await exists(finished)) return finished;
  await mkdir(cacheDir, { recursive: true });
  const temporary = await mkdtemp(join(cacheDir, `.building-${key}-`));
  try {
    await build(temporary);
    await rename(temporary, finished).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return finished;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
