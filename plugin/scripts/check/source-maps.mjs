// The catalog compares what was built with the sources that come with it, by the source maps.
import { readFile } from 'node:fs/promises';
import { glob } from 'glob';

/** One line for every source of a map that is not what stands in the folder of sources. */
export async function sourceMapProblems(dist, sources) {
  const problems = [];
  for (const path of (await glob(`${dist}/**/*.js.map`)).sort()) {
    const { sources: names, sourcesContent = [] } = JSON.parse(await readFile(path, 'utf8'));
    for (const [index, name] of names.entries()) {
      const [, own] = /^webpack:\/\/[^/]+\/\.\/(.+\.tsx?)$/.exec(name) ?? [];
      if (own === undefined || own.startsWith('node_modules/')) continue;
      const written = await readFile(`${sources}/${own}`, 'utf8').catch(() => null);
      if (written !== sourcesContent[index]) problems.push(`${path}: ${own} is not as in ${sources}; build again`);
    }
  }
  return problems;
}
