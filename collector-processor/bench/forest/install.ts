import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, peersCacheDir } from '../../test/peers/install/cache.ts';
import { runQuietly } from '../../test/peers/install/go.ts';

const POM = fileURLToPath(new URL('./pom.xml', import.meta.url));
const SOURCE = fileURLToPath(new URL('./Forest.java', import.meta.url));

/** Whether Java and Maven are here; without them there is no Random Cut Forest to compare with. */
export const hasJava = (): boolean =>
  ['javac', 'mvn'].every((command) => spawnSync(command, ['-version'], { stdio: 'ignore' }).status === 0);

/** Arguments of `java` that run `Forest`, made when it is not cached. */
export async function ensureForest(log: (line: string) => void): Promise<string[]> {
  const recipe = createHash('sha256')
    .update(await readFile(POM))
    .update(await readFile(SOURCE));
  const dir = await ensureBuilt({
    cacheDir: peersCacheDir(),
    key: `forest-4.4.0-${recipe.digest('hex').slice(0, 8)}`,
    async build(into) {
      await copyFile(POM, join(into, 'pom.xml'));
      const fetching = ['--quiet', '--batch-mode', 'dependency:copy-dependencies', '-DoutputDirectory=lib'];
      await runQuietly('mvn', fetching, { cwd: into, what: 'Random Cut Forest: fetching it', log });
      const compiling = ['-cp', join('lib', '*'), '-d', 'classes', SOURCE];
      await runQuietly('javac', compiling, { cwd: into, what: 'Random Cut Forest: compiling', log });
    },
  });
  return ['-cp', [join(dir, 'lib', '*'), join(dir, 'classes')].join(':'), '-XX:+UseSerialGC', '-Xmx1g', 'Forest'];
}
