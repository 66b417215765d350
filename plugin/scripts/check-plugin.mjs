// Checks the built plugin as Grafana's catalog will: archive, metadata, images, sizes, sources, texts.
//   npm run check:plugin        builds it first where it is missing or older than its sources
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { archiveProblems } from './check/archive.mjs';
import { sourceMapProblems } from './check/source-maps.mjs';
import { sourceProblems } from './check/sources.mjs';
import { flattened, textsOf, translationProblems } from './check/texts.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const { id, languages } = JSON.parse(await readFile('src/plugin.json', 'utf8'));
const { version } = JSON.parse(await readFile('package.json', 'utf8'));
const archive = await readFile(`dist-zip/${id}-${version}.zip`);
const config = await readFile('.config/webpack/webpack.config.ts', 'utf8');
const { texts, problems } = await textsOf('src');

const checks = {
  'archive, metadata, images and sizes': archiveProblems(archive, version),
  sources: await sourceProblems('src'),
  'source maps': await sourceMapProblems('dist', 'src'),
  texts: [...problems, ...(await Promise.all(languages.map(languageProblems))).flat()],
  'build tools': config.includes('@grafana/create-plugin') ? [] : ["webpack's configuration is not create-plugin's"],
};

async function languageProblems(language) {
  const translated = JSON.parse(await readFile(`src/locales/${language}/${id}.json`, 'utf8'));
  return translationProblems(texts, new Map(flattened(translated)), language);
}

for (const [name, found] of Object.entries(checks)) {
  console.log(`${found.length === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  for (const problem of found) console.log(`     ${problem}`);
}
const count = Object.values(checks).flat().length;
console.log(count === 0 ? `${id} ${version} is fit for the catalog.` : `${count} to mend.`);
process.exit(count === 0 ? 0 : 1);
