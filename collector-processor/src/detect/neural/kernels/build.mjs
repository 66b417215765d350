// Compiles assembly/ to the kernels.wasm that is committed beside it; `node build.mjs --out FILE` writes elsewhere.
import { parseArgs } from 'node:util';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({ options: { out: { type: 'string', default: here('kernels.wasm') } } });

const { error, stderr } = await asc.main([
  here('assembly/index.ts'),
  '--outFile',
  values.out,
  '--enable',
  'simd',
  '-O3',
  '--runtime',
  'stub',
  '--importMemory',
  // v128 parameters: of functions that are inlined, none is exported.
  '--disableWarning',
  '112',
]);
if (error) {
  console.error(String(stderr));
  process.exit(1);
}
