// Builds the installable plugin: dist/ (a folder to mount or copy) and dist-zip/<id>-<version>.zip (what the catalog takes).
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';
import { zipFolder } from './zip-folder.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// create-plugin's configuration finds everything from the folder it is run in.
process.chdir(root);

const { default: configure } = await import('../webpack.config.ts');
const { id } = JSON.parse(await readFile('src/plugin.json', 'utf8'));
const { version } = JSON.parse(await readFile('package.json', 'utf8'));

const compiler = webpack(await configure({ production: true }));
const stats = await new Promise((resolve, reject) => {
  compiler.run((error, result) =>
    compiler.close((closeError) => ((error ?? closeError) ? reject(error ?? closeError) : resolve(result))),
  );
});
console.log(stats.toString({ preset: 'errors-warnings', colors: process.stdout.isTTY }));
if (stats.hasErrors()) {
  process.exit(1);
}
const archive = join('dist-zip', `${id}-${version}.zip`);
const files = await zipFolder({ folder: 'dist', archive, rootName: id });
console.log(`plugin/dist is ready to install; plugin/${archive} holds the same ${files} files.`);
