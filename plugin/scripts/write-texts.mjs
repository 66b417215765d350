// Brings src/locales up to date with the texts in the sources: en-US is made of them, the others lose what nothing shows
// and keep the rest; what they lack is listed for a translator.
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flattened, nested, textsOf, translationProblems } from './check/texts.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const { languages } = JSON.parse(await readFile('src/plugin.json', 'utf8'));
const { texts, problems } = await textsOf('src');
for (const problem of problems) console.error(problem);

const fileOf = (language) => `src/locales/${language}/tidemark-anomaly-app.json`;
const write = (language, entries) => writeFile(fileOf(language), `${JSON.stringify(nested(entries), null, 2)}\n`);
await write('en-US', texts);
let open = 0;
for (const language of languages.filter((one) => one !== 'en-US')) {
  const known = new Map(flattened(JSON.parse(await readFile(fileOf(language), 'utf8'))));
  const kept = new Map([...known].filter(([key]) => texts.has(key)));
  await write(language, kept);
  const missing = translationProblems(texts, kept, language);
  open += missing.length;
  for (const problem of missing) console.error(problem);
}
console.log(`${texts.size} texts in ${languages.length} languages; ${open} to translate.`);
process.exit(problems.length + open === 0 ? 0 : 1);
