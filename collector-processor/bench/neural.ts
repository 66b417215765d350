/**
 * What an epoch of training costs: LSTM(32) and its peers over 2,000 windows of 60 steps, one feature, batches of 32,
 * once on the WebAssembly kernels and once on the plain ones; PyTorch on one thread beside them where Python has it
 * (PYTHON names the interpreter). CPU seconds, the best of three epochs after one to warm up.
 *
 *     node collector-processor/bench/neural.ts
 */
import { spawnSync } from 'node:child_process';
import { createRandom } from '../src/random.ts';
import { createArena } from '../src/detect/neural/arena.ts';
import type { Engine } from '../src/detect/neural/engine.ts';
import type { Kernels } from '../src/detect/neural/kernels/types.ts';
import { createTypedArrayKernels } from '../src/detect/neural/kernels/typed-arrays.ts';
import { createWasmKernels } from '../src/detect/neural/kernels/wasm.ts';
import { convolution } from '../src/detect/neural/layers/convolution.ts';
import { dense } from '../src/detect/neural/layers/dense.ts';
import { gru } from '../src/detect/neural/layers/gru.ts';
import { lstm } from '../src/detect/neural/layers/lstm.ts';
import { maxPool } from '../src/detect/neural/layers/max-pool.ts';
import { simpleRnn } from '../src/detect/neural/layers/simple-rnn.ts';
import { tanh } from '../src/detect/neural/layers/tanh.ts';
import type { LayerFactory } from '../src/detect/neural/layers/types.ts';
import { createNetwork } from '../src/detect/neural/network.ts';
import { type Samples, train } from '../src/detect/neural/train.ts';

const WINDOW = 60;
const WINDOWS = 2000;
const BATCH = 32;
const UNITS = 32;
const REPEATS = 3;

const networks: Record<string, LayerFactory[]> = {
  lstm: [lstm(UNITS), dense(1)],
  gru: [gru(UNITS), dense(1)],
  rnn: [simpleRnn(UNITS), dense(1)],
  'c-lstm': [convolution(16, 5), tanh(), maxPool(), lstm(UNITS), dense(1)],
};

const random = createRandom(1);
const series = Float32Array.from(
  { length: WINDOWS + WINDOW },
  (_, i) => Math.sin((2 * Math.PI * i) / 144) + (random() - 0.5) / 5,
);
const samples: Samples = {
  count: WINDOWS,
  write(floats, order, from, batch, input, target) {
    for (let row = 0; row < batch; row++) {
      const start = order[from + row]!;
      for (let step = 0; step < WINDOW; step++) floats[input + step * batch + row] = series[start + step]!;
      if (target !== undefined) floats[target + row] = series[start + WINDOW]!;
    }
  },
};

/** CPU seconds of one epoch. */
function epochSeconds(layers: LayerFactory[], createKernels: (arena: Engine['arena']) => Kernels): number {
  const arena = createArena();
  const engine = { arena, kernels: createKernels(arena) };
  const network = createNetwork(engine, { steps: WINDOW, width: 1 }, BATCH, layers);
  network.initialise(createRandom(2));
  const settings = { epochs: 1, learningRate: 1e-3, clipNorm: 1, patience: 1, heldBack: 0 };
  let best = Infinity;
  for (let repeat = 0; repeat <= REPEATS; repeat++) {
    const before = process.cpuUsage();
    train(engine, network, samples, settings, createRandom(repeat));
    const { user, system } = process.cpuUsage(before);
    if (repeat > 0) best = Math.min(best, (user + system) / 1e6);
  }
  return best;
}

function torchSeconds(): Record<string, number> | undefined {
  const python = process.env.PYTHON ?? 'python3';
  const { status, stdout } = spawnSync(python, [new URL('neural.py', import.meta.url).pathname], { encoding: 'utf8' });
  return status === 0 ? (JSON.parse(stdout) as Record<string, number>) : undefined;
}

const torch = torchSeconds();
const lines = Object.entries(networks).map(([name, layers]) => {
  const cells = [epochSeconds(layers, createWasmKernels), epochSeconds(layers, createTypedArrayKernels), torch?.[name]];
  return [name.padEnd(8), ...cells.map((cell) => (cell?.toFixed(3) ?? 'n/a').padStart(12))].join('');
});
process.stdout.write(
  [
    `CPU s an epoch: ${WINDOWS} windows of ${WINDOW} steps, batch ${BATCH}, ${UNITS} units`,
    `${'network'.padEnd(8)}${['wasm simd', 'typed arrays', torch ? 'torch 1 thr' : 'no torch'].map((head) => head.padStart(12)).join('')}`,
    ...lines,
    '',
  ].join('\n'),
);
