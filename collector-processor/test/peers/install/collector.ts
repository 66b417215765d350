import { createHash } from 'node:crypto';
import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { ensureBuilt, peersCacheDir } from './cache.ts';
import { runGo, runQuietly } from './go.ts';

const MANIFEST = fileURLToPath(new URL('./collector-manifest.yaml', import.meta.url));

interface Manifest {
  dist: { name: string; version: string };
  [section: string]: unknown;
}

/** Path of a real OpenTelemetry Collector, made by the project's own builder from `collector-manifest.yaml` when it is not cached. */
export async function ensureCollector(log: (line: string) => void): Promise<string> {
  const text = await readFile(MANIFEST, 'utf8');
  const manifest = parse(text) as Manifest;
  const { name, version } = manifest.dist;
  const recipe = createHash('sha256').update(text).digest('hex').slice(0, 8);
  const dir = await ensureBuilt({
    cacheDir: peersCacheDir(),
    key: `collector-${version}-${recipe}`,
    build: async (into) => {
      log('A real OpenTelemetry Collector is built once and kept (about five CPU-minutes).');
      await runGo({
        args: ['install', `go.opentelemetry.io/collector/cmd/builder@v${version}`],
        cwd: into,
        env: { GOBIN: into },
        what: "Collector: building the Collector's builder",
        log,
      });
      await copyFile(MANIFEST, join(into, 'manifest.yaml'));
      // Its own `go mod tidy` wants modules that only tests and Windows need, so the builder writes sources and no more.
      await runQuietly(
        join(into, 'builder'),
        ['--config', 'manifest.yaml', '--skip-compilation', '--skip-get-modules'],
        { cwd: into, what: 'Collector: writing the sources', log },
      );
      const sources = join(into, 'src');
      await writeFile(join(sources, 'go.mod'), goMod(manifest, version));
      await runGo({
        args: ['build', '-mod=mod', '-trimpath', '-ldflags', '-s -w', '-o', name, '.'],
        cwd: sources,
        what: 'Collector: compiling',
        log,
      });
      await rename(join(sources, name), join(into, name));
      await rm(sources, { recursive: true });
      await rm(join(into, 'builder'));
    },
  });
  return join(dir, name);
}

/** The manifest's modules as requirements, and the Collector's core, from whose own requirements Go takes the rest. */
function goMod(manifest: Manifest, version: string): string {
  const modules = Object.values(manifest)
    .filter((section): section is { gomod: string }[] => Array.isArray(section))
    .flatMap((section) => section.map(({ gomod }) => gomod));
  const requirements = [...modules, `go.opentelemetry.io/collector/otelcol v${version}`];
  return `module tidemark-peer\n\ngo 1.25.0\n\nrequire (\n${requirements.map((line) => `\t${line}\n`).join('')})\n`;
}
