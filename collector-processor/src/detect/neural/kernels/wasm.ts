import { readFileSync } from 'node:fs';
import type { Arena } from '../arena.ts';
import type { Kernels } from './types.ts';

let compiled: WebAssembly.Module | undefined;

/**
 * The kernels of `assembly/`, compiled by `build.mjs` to `kernels.wasm`, over the arena's memory. Indices of numbers
 * become byte addresses here, and nowhere else.
 */
export function createWasmKernels(arena: Arena): Kernels {
  compiled ??= new WebAssembly.Module(readFileSync(new URL('./kernels.wasm', import.meta.url)));
  const { exports } = new WebAssembly.Instance(compiled, { env: { memory: arena.memory } });
  const wasm = exports as unknown as WasmExports;

  return {
    multiply: (m, n, k, a, aRow, aColumn, b, c, accumulate) =>
      wasm.multiply(m, n, k, a << 2, aRow, aColumn, b << 2, c << 2, accumulate ? 1 : 0),
    transpose: (rows, columns, from, to) => wasm.transpose(rows, columns, from << 2, to << 2),
    fillRows: (rows, columns, row, to) => wasm.fillRows(rows, columns, row << 2, to << 2),
    sumRows: (rows, columns, from, to) => wasm.sumRows(rows, columns, from << 2, to << 2),
    tanhForward: (count, x) => wasm.tanhForward(count, x << 2),
    tanhBackward: (count, y, dy, to) => wasm.tanhBackward(count, y << 2, dy << 2, to << 2),
    lstmForward: (batch, units, z, cBefore, c, tanhC, h) =>
      wasm.lstmForward(batch, units, z << 2, cBefore << 2, c << 2, tanhC << 2, h << 2),
    lstmBackward: (batch, units, z, cBefore, tanhC, dh, dc) =>
      wasm.lstmBackward(batch, units, z << 2, cBefore << 2, tanhC << 2, dh << 2, dc << 2),
    gruForward: (batch, units, a, u, hBefore, h) => wasm.gruForward(batch, units, a << 2, u << 2, hBefore << 2, h << 2),
    gruBackward: (batch, units, a, u, hBefore, dh) =>
      wasm.gruBackward(batch, units, a << 2, u << 2, hBefore << 2, dh << 2),
    sumOfSquares: (count, x) => wasm.sumOfSquares(count, x << 2),
    adam: (count, weights, gradients, mean, variance, scale, beta1, beta2, rate, epsilon) =>
      wasm.adam(count, weights << 2, gradients << 2, mean << 2, variance << 2, scale, beta1, beta2, rate, epsilon),
  };
}

/** As the kernels, but addresses are bytes and flags are numbers. */
type WasmExports = {
  readonly [Name in keyof Kernels]: (...numbers: number[]) => ReturnType<Kernels[Name]>;
};
