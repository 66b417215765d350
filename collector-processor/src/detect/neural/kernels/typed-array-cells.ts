import type { Arena } from '../arena.ts';
import type { Kernels } from './types.ts';

type CellKernels = Pick<Kernels, 'lstmForward' | 'lstmBackward' | 'gruForward' | 'gruBackward'>;

/** The recurrent cells of the plain kernels. `at` walks the gates of a cell, `cell` its state. */
export function createCellKernels(arena: Arena): CellKernels {
  return {
    lstmForward(batch, units, z, cBefore, c, tanhC, h) {
      const { floats } = arena;
      for (let cell = 0; cell < batch * units; cell++) {
        const at = z + gateOffset(cell, units, 4);
        const input = sigmoid(floats[at]!);
        const forget = sigmoid(floats[at + units]!);
        const candidate = Math.tanh(floats[at + 2 * units]!);
        const output = sigmoid(floats[at + 3 * units]!);
        const state = forget * floats[cBefore + cell]! + input * candidate;
        const squashed = Math.tanh(state);
        floats[at] = input;
        floats[at + units] = forget;
        floats[at + 2 * units] = candidate;
        floats[at + 3 * units] = output;
        floats[c + cell] = state;
        floats[tanhC + cell] = squashed;
        floats[h + cell] = output * squashed;
      }
    },

    lstmBackward(batch, units, z, cBefore, tanhC, dh, dc) {
      const { floats } = arena;
      for (let cell = 0; cell < batch * units; cell++) {
        const at = z + gateOffset(cell, units, 4);
        const input = floats[at]!;
        const forget = floats[at + units]!;
        const candidate = floats[at + 2 * units]!;
        const output = floats[at + 3 * units]!;
        const squashed = floats[tanhC + cell]!;
        const dHidden = floats[dh + cell]!;
        const dState = floats[dc + cell]! + dHidden * output * (1 - squashed * squashed);
        floats[at] = dState * candidate * input * (1 - input);
        floats[at + units] = dState * floats[cBefore + cell]! * forget * (1 - forget);
        floats[at + 2 * units] = dState * input * (1 - candidate * candidate);
        floats[at + 3 * units] = dHidden * squashed * output * (1 - output);
        floats[dc + cell] = dState * forget;
      }
    },

    gruForward(batch, units, a, u, hBefore, h) {
      const { floats } = arena;
      for (let cell = 0; cell < batch * units; cell++) {
        const gate = gateOffset(cell, units, 3);
        const reset = sigmoid(floats[a + gate]! + floats[u + gate]!);
        const update = sigmoid(floats[a + gate + units]! + floats[u + gate + units]!);
        const candidate = Math.tanh(floats[a + gate + 2 * units]! + reset * floats[u + gate + 2 * units]!);
        floats[a + gate] = reset;
        floats[a + gate + units] = update;
        floats[a + gate + 2 * units] = candidate;
        floats[h + cell] = (1 - update) * candidate + update * floats[hBefore + cell]!;
      }
    },

    gruBackward(batch, units, a, u, hBefore, dh) {
      const { floats } = arena;
      for (let cell = 0; cell < batch * units; cell++) {
        const gate = gateOffset(cell, units, 3);
        const reset = floats[a + gate]!;
        const update = floats[a + gate + units]!;
        const candidate = floats[a + gate + 2 * units]!;
        const dHidden = floats[dh + cell]!;
        const dCandidate = dHidden * (1 - update) * (1 - candidate * candidate);
        const dUpdate = dHidden * (floats[hBefore + cell]! - candidate) * update * (1 - update);
        const dReset = dCandidate * floats[u + gate + 2 * units]! * reset * (1 - reset);
        floats[a + gate] = floats[u + gate] = dReset;
        floats[a + gate + units] = floats[u + gate + units] = dUpdate;
        floats[a + gate + 2 * units] = dCandidate;
        floats[u + gate + 2 * units] = dCandidate * reset;
        floats[dh + cell] = dHidden * update;
      }
    },
  };
}

/** Where the first gate of a cell lies: rows of `gates` × `units` numbers, one row a member of the batch. */
function gateOffset(cell: number, units: number, gates: number): number {
  return Math.floor(cell / units) * gates * units + (cell % units);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
