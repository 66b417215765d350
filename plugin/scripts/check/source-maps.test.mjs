import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { sourceMapProblems } from './source-maps.mjs';

it('finds what was built of other sources', async () => {
  const root = await mkdtemp(join(tmpdir(), 'tidemark-maps-'));
  const [dist, src] = [join(root, 'dist'), join(root, 'src')];
  await mkdir(join(dist, 'panel'), { recursive: true });
  await mkdir(src);
  await writeFile(join(src, 'same.ts'), 'same');
  await writeFile(join(src, 'changed.tsx'), 'after');
  const own = ['same.ts', 'changed.tsx', 'gone.ts'].map((name) => `webpack://x/./${name}`);
  const sources = [...own, 'webpack://x/webpack/bootstrap', 'webpack://x/../node_modules/a/b.ts'];
  const sourcesContent = ['same', 'before', 'gone', '', 'theirs'];
  await writeFile(join(dist, 'panel', 'module.js.map'), JSON.stringify({ sources, sourcesContent }));

  const problems = await sourceMapProblems(dist, src);

  expect(problems).toEqual([expect.stringContaining('changed.tsx'), expect.stringContaining('gone.ts')]);
});
