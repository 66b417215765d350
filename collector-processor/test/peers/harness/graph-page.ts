import { join } from 'node:path';
import { ROOT } from './paths.ts';
import { start, type Started } from './processes.ts';

const SAID = /^(http:\S+)$/m;

/** The page of scenes of the plugin's graph (plugin/bench), built and served by a process of its own: a bundler does not run in jest. */
export async function startGraphPage(): Promise<Started & { readonly url: string }> {
  const urlIn = (output: string) => SAID.exec(output)?.[1] ?? null;
  const started = await start({
    name: 'graph page',
    command: process.execPath,
    args: [join(ROOT, 'plugin', 'bench', 'serve-page.mjs')],
    cwd: ROOT,
    env: { NODE_OPTIONS: '' },
    readyUrl: urlIn,
    readyWithinMs: 180_000,
  });
  const url = urlIn(started.output());
  if (url === null) throw new Error(`the page did not say its address:\n${started.output()}`);
  return { ...started, url };
}
