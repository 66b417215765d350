import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureBuilt, peersCacheDir } from './cache.ts';
import { runGo } from './go.ts';

/** Go module v0.315.0 is Prometheus 3.15.0. */
const MODULE = 'github.com/prometheus/prometheus';
export const MODULE_VERSION = '0.315.0';

export interface PrometheusBinaries {
  readonly prometheus: string;
  readonly promtool: string;
}

/** Paths of a real Prometheus 3 and its promtool, compiled from the module when they are not cached. */
export async function ensurePrometheus(log: (line: string) => void): Promise<PrometheusBinaries> {
  const dir = await ensureBuilt({
    cacheDir: peersCacheDir(),
    key: `prometheus-${MODULE_VERSION}`,
    build: async (into) => {
      log('A real Prometheus is built once and kept (about three CPU-minutes).');
      // `go install …@version` refuses modules with replace directives, a module that requires it does not.
      await writeFile(
        join(into, 'go.mod'),
        `module tidemark-peer\n\ngo 1.25.0\n\nrequire ${MODULE} v${MODULE_VERSION}\n`,
      );
      const commands = ['prometheus', 'promtool'].map((command) => `${MODULE}/cmd/${command}`);
      const imports = commands.map((command) => `import _ "${command}"\n`).join('');
      await writeFile(join(into, 'tools.go'), `//go:build tools\n\npackage peer\n\n${imports}`);
      await runGo({
        args: [
          'build',
          '-mod=mod',
          '-tags',
          'remove_all_sd',
          '-trimpath',
          '-ldflags',
          '-s -w',
          '-o',
          './',
          ...commands,
        ],
        cwd: into,
        what: 'Prometheus: compiling',
        log,
      });
    },
  });
  return { prometheus: join(dir, 'prometheus'), promtool: join(dir, 'promtool') };
}
