// Every text of the plugin, read off the calls of t() in its sources: key and English.
import { readFile } from 'node:fs/promises';
import { glob } from 'glob';
import ts from 'typescript';

/** Key → English text of every call `t('key', 'English')` below a folder; `problems` names what cannot be read. */
export async function textsOf(folder) {
  const files = await glob(`${folder}/**/*.{ts,tsx}`, { ignore: '**/*.test.{ts,tsx}' });
  const texts = new Map();
  const problems = [];
  for (const file of files.sort()) {
    const source = ts.createSourceFile(file, await readFile(file, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node) => {
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 't') {
        const [key, english] = node.arguments;
        if (key === undefined || english === undefined || !isText(key) || !isText(english)) {
          problems.push(`${file}: t() needs a key and its English text, written out`);
        } else if (texts.has(key.text) && texts.get(key.text) !== english.text) {
          problems.push(`${file}: "${key.text}" means "${texts.get(key.text)}" elsewhere`);
        } else {
          texts.set(key.text, english.text);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  for (const key of texts.keys()) {
    const parent = key.slice(0, key.lastIndexOf('.'));
    if (texts.has(parent)) problems.push(`"${parent}" is a text and holds "${key}"`);
  }
  return { texts, problems };
}

function isText(node) {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
}

/** `a.b` of a nested object as `{ 'a.b': … }`. */
export function flattened(nested, prefix = '') {
  return Object.entries(nested).flatMap(([name, value]) =>
    typeof value === 'object' ? flattened(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value]],
  );
}

/** The other way round, keys sorted: what a file of a language holds. */
export function nested(entries) {
  const root = {};
  for (const [key, text] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const names = key.split('.');
    const last = names.pop();
    let parent = root;
    for (const name of names) parent = parent[name] ??= {};
    parent[last] = text;
  }
  return root;
}

/** What is amiss in a translation: texts that are missing, left over, or without a value of the English. */
export function translationProblems(english, translated, language) {
  const values = (text) => (text.match(/\{\{\w+\}\}/g) ?? []).sort().join();
  const missing = [...english.keys()].filter((key) => !translated.has(key));
  const left = [...translated.keys()].filter((key) => !english.has(key));
  const wrong = [...english].filter(
    ([key, text]) => translated.has(key) && values(text) !== values(translated.get(key)),
  );
  return [
    ...missing.map((key) => `${language} lacks "${key}" (${english.get(key)})`),
    ...left.map((key) => `${language} has "${key}", which nothing shows`),
    ...wrong.map(([key]) => `${language} says "${key}" without its values, or with others`),
  ];
}
