import { type Arena, createArena } from './arena.ts';
import type { Kernels } from './kernels/types.ts';
import { createWasmKernels } from './kernels/wasm.ts';

/** A memory and the arithmetic over it. */
export interface Engine {
  readonly arena: Arena;
  readonly kernels: Kernels;
}

let shared: Engine | undefined;

/**
 * The thread's one engine, emptied. Fitting and scoring are synchronous: each takes it, builds its network in it and
 * leaves nothing behind. One for all, because V8 reserves gigabytes of address space for each WebAssembly memory: a
 * memory a model would end at some hundred models.
 */
export function takeEngine(): Engine {
  if (!shared) {
    const arena = createArena();
    shared = { arena, kernels: createWasmKernels(arena) };
  }
  shared.arena.reset();
  return shared;
}
