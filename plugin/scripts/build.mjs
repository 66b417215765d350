// Builds the installable plugin: dist/ (a folder to mount or copy) and dist-zip/<id>-<version>.zip (what the catalog takes).
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import webpack from 'webpack';
import { pack } from './pack.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
// create-plugin's configuration finds everything from the folder it is run in.
process.chdir(root);

const { default: configure } = await import('../webpack.config.ts');

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
await pack();
