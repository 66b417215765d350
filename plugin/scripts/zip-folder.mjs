import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { zipSync } from 'fflate';

/** Every build of the same files gives the same archive. */
const FIXED_TIME = new Date(Date.UTC(2000, 0, 1));

/** Packs a folder under one root name, as Grafana wants it, and says how many files that were. Older archives beside it go. */
export async function zipFolder({ folder, archive, rootName }) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const files = await Promise.all(
    paths.map(async (path) => [`${rootName}/${relative(folder, path)}`, new Uint8Array(await readFile(path))]),
  );
  await rm(dirname(archive), { recursive: true, force: true });
  await mkdir(dirname(archive), { recursive: true });
  await writeFile(archive, zipSync(Object.fromEntries(files), { level: 9, mtime: FIXED_TIME }));
  return paths.length;
}
