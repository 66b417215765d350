import { copyFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { ChunkGroup, Compiler, WebpackPluginInstance } from 'webpack';

/**
 * Lays what a nested plugin loads later beside its module.js. Grafana serves a nested plugin from an address of its own
 * (public/plugins/<its id>/), of which its folder is the root: chunks in the app's folder would not be found there.
 */
export class NestedChunks implements WebpackPluginInstance {
  apply(compiler: Compiler): void {
    compiler.hooks.afterEmit.tapPromise('NestedChunks', async ({ entrypoints, outputOptions }) => {
      const dist = outputOptions.path ?? '';
      for (const [name, entry] of entrypoints) {
        const folder = dirname(name);
        if (folder !== '.') {
          const files = [...laterChunks(entry)].flatMap((chunk) => [...chunk.files, ...chunk.auxiliaryFiles]);
          await Promise.all(
            files
              // A file's name holds what breaks caches, too: 86.js?_cache=…
              .map((file) => file.replace(/\?.*$/, ''))
              .filter((file) => /\.js(\.map)?$/.test(file))
              .map((file) => copyFile(join(dist, file), join(dist, folder, basename(file)))),
          );
        }
      }
    });
  }
}

/** Every chunk that can be asked for after an entry, at any depth. */
function laterChunks(group: ChunkGroup, seen: Set<ChunkGroup> = new Set()) {
  const found = new Set<ChunkGroup['chunks'][number]>();
  for (const child of group.getChildren()) {
    if (!seen.has(child)) {
      seen.add(child);
      for (const chunk of [...child.chunks, ...laterChunks(child, seen)]) {
        found.add(chunk);
      }
    }
  }
  return found;
}
