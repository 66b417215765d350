import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { engines } from '../../../../test/support/neural-reference.ts';
import { createRandom } from '../../../random.ts';
import type { Engine } from '../engine.ts';
import type { Kernels } from './types.ts';

const [wasm, plain] = engines.map(([, createEngine]) => createEngine) as [() => Engine, () => Engine];
const size = fc.integer({ min: 1, max: 21 });
const small = fc.integer({ min: 1, max: 5 });

/** Blocks of the same random numbers, at the same places, for either implementation. */
function blocksOf(engine: Engine, seed: number, lengths: readonly number[]): number[] {
  const random = createRandom(seed);
  return lengths.map((length) => {
    const block = engine.arena.allocate(length);
    for (let i = 0; i < length; i++) engine.arena.floats[block + i] = 4 * random() - 2;
    return block;
  });
}

/** Largest difference between what the two implementations leave in all blocks. */
function difference(
  seed: number,
  lengths: readonly number[],
  call: (kernels: Kernels, blocks: number[]) => void,
): number {
  const [left, right] = [wasm, plain].map((create) => {
    const engine = create();
    const blocks = blocksOf(engine, seed, lengths);
    call(engine.kernels, blocks);
    return blocks.flatMap((block, i) => Array.from(engine.arena.floats.subarray(block, block + lengths[i]!)));
  }) as [number[], number[]];
  return Math.max(...left.map((value, i) => Math.abs(value - right[i]!)));
}

describe('WebAssembly gives what typed arrays give', () => {
  it('for products, plain and transposed, new and added, of any size', () => {
    fc.assert(
      fc.property(size, size, size, fc.boolean(), fc.boolean(), fc.integer(), (m, n, k, turned, add, seed) => {
        const [row, column] = turned ? [1, m] : [k, 1];
        const worst = difference(seed, [m * k, k * n, m * n], (kernels, [a, b, c]) =>
          kernels.multiply(m, n, k, a!, row, column, b!, c!, add),
        );
        expect(worst).toBeLessThan(1e-4);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('for rows', () => {
    fc.assert(
      fc.property(size, size, fc.integer(), (rows, columns, seed) => {
        const lengths = [rows * columns, rows * columns, columns];
        const worst = difference(seed, lengths, (kernels, [from, to, row]) => {
          kernels.transpose(rows, columns, from!, to!);
          kernels.sumRows(rows, columns, from!, row!);
          kernels.fillRows(rows, columns, row!, from!);
        });
        expect(worst).toBeLessThan(1e-4);
      }),
      { numRuns: 30, seed: 1 },
    );
  });

  it('for recurrent cells, forward and back', () => {
    fc.assert(
      fc.property(small, small, fc.integer(), (batch, quads, seed) => {
        const units = 4 * quads;
        const cells = batch * units;
        const lstm = difference(seed, [4 * cells, ...Array(6).fill(cells)], (kernels, [z, before, c, t, h, dh, dc]) => {
          kernels.lstmForward(batch, units, z!, before!, c!, t!, h!);
          kernels.lstmBackward(batch, units, z!, before!, t!, dh!, dc!);
        });
        const gru = difference(seed, [3 * cells, 3 * cells, cells, cells, cells], (kernels, [a, u, before, h, dh]) => {
          kernels.gruForward(batch, units, a!, u!, before!, h!);
          kernels.gruBackward(batch, units, a!, u!, before!, dh!);
        });
        expect(Math.max(lstm, gru)).toBeLessThan(1e-5);
      }),
      { numRuns: 30, seed: 1 },
    );
  });
});

describe.each(engines)('on %s', (_name, createEngine) => {
  it('the result of a row does not depend on the rows beside it', () => {
    const { arena, kernels } = createEngine();
    const [k, n] = [13, 11];
    const [a, b, together, alone] = blocksOf({ arena, kernels }, 5, [7 * k, k * n, 7 * n, n]);
    kernels.multiply(7, n, k, a!, k, 1, b!, together!, false);
    for (let row = 0; row < 7; row++) {
      kernels.multiply(1, n, k, a! + row * k, k, 1, b!, alone!, false);
      const expected = arena.floats.slice(together! + row * n, together! + (row + 1) * n);
      expect(arena.floats.slice(alone!, alone! + n)).toEqual(expected);
    }
  });

  it('tanh is right to 1e-6 over its whole range, bounded outside of it, and NaN stays NaN', () => {
    const { arena, kernels } = createEngine();
    const given = Array.from({ length: 2001 }, (_, i) => (i - 1000) / 50);
    const inputs = [...given, 1e30, -1e30, Infinity, -Infinity, NaN];
    const block = arena.allocate(inputs.length);
    arena.floats.set(inputs, block);
    kernels.tanhForward(inputs.length, block);
    const results = arena.floats.subarray(block);
    expect(Math.max(...given.map((x, i) => Math.abs(results[i]! - Math.tanh(x))))).toBeLessThan(1e-6);
    expect(Array.from(results.subarray(given.length, inputs.length))).toEqual([1, -1, 1, -1, NaN]);
  });
});

it('kernels.wasm is what its sources compile to', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-kernels-'));
  try {
    const out = join(folder, 'kernels.wasm');
    const build = fileURLToPath(new URL('build.mjs', import.meta.url));
    const { status, stderr } = spawnSync(process.execPath, [build, '--out', out], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(readFileSync(out).equals(readFileSync(new URL('kernels.wasm', import.meta.url)))).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
