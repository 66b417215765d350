import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/**
 * The bytes of a WebAssembly module that lies beside a package's entry. The packages' own loaders fetch a file: URL,
 * which Node does not do, and do not export the file.
 *
 * @param entry what one imports, as `@bsull/augurs/mstl`
 */
export const wasmBeside = (entry: string, file: string): Uint8Array =>
  readFileSync(join(dirname(require.resolve(entry)), file));
