// Packs dist/ as the catalog takes it: dist-zip/<id>-<version>.zip. The build does so; a release again, once it is signed.
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipFolder } from './zip-folder.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

export async function pack() {
  const { id } = JSON.parse(await readFile(join(root, 'src/plugin.json'), 'utf8'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const archive = join('dist-zip', `${id}-${version}.zip`);
  const files = await zipFolder({ folder: join(root, 'dist'), archive: join(root, archive), rootName: id });
  console.log(`plugin/dist is ready to install; plugin/${archive} holds the same ${files} files.`);
}

if (import.meta.main) await pack();
