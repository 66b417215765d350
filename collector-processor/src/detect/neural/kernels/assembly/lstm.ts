import { sigmoid4, tanh4 } from './functions';

/**
 * One step of `batch` LSTM cells: z holds the gates' pre-activations as rows [input | forget | candidate | output] and
 * receives their activations; then c = forget · cBefore + input · candidate, h = output · tanh(c).
 */
export function lstmForward(batch: i32, units: i32, z: usize, cBefore: usize, c: usize, tanhC: usize, h: usize): void {
  const gate: usize = (<usize>units) << 2;
  for (let row: i32 = 0; row < batch; row++) {
    for (let j: i32 = 0; j < units; j += 4) {
      const input = sigmoid4(v128.load(z));
      const forget = sigmoid4(v128.load(z + gate));
      const candidate = tanh4(v128.load(z + 2 * gate));
      const output = sigmoid4(v128.load(z + 3 * gate));
      const cell = f32x4.add(f32x4.mul(forget, v128.load(cBefore)), f32x4.mul(input, candidate));
      const squashed = tanh4(cell);
      v128.store(z, input);
      v128.store(z + gate, forget);
      v128.store(z + 2 * gate, candidate);
      v128.store(z + 3 * gate, output);
      v128.store(c, cell);
      v128.store(tanhC, squashed);
      v128.store(h, f32x4.mul(output, squashed));
      z += 16;
      cBefore += 16;
      c += 16;
      tanhC += 16;
      h += 16;
    }
    z += 3 * gate;
  }
}

/** The way back: z's activations become gradients of the pre-activations; dc, that of c, becomes that of cBefore. */
export function lstmBackward(
  batch: i32,
  units: i32,
  z: usize,
  cBefore: usize,
  tanhC: usize,
  dh: usize,
  dc: usize,
): void {
  const gate: usize = (<usize>units) << 2;
  const one = f32x4.splat(1);
  for (let row: i32 = 0; row < batch; row++) {
    for (let j: i32 = 0; j < units; j += 4) {
      const input = v128.load(z);
      const forget = v128.load(z + gate);
      const candidate = v128.load(z + 2 * gate);
      const output = v128.load(z + 3 * gate);
      const squashed = v128.load(tanhC);
      const dHidden = v128.load(dh);
      const bend = f32x4.sub(one, f32x4.mul(squashed, squashed));
      const dCell = f32x4.add(v128.load(dc), f32x4.mul(f32x4.mul(dHidden, output), bend));
      v128.store(z, f32x4.mul(f32x4.mul(dCell, candidate), f32x4.mul(input, f32x4.sub(one, input))));
      v128.store(z + gate, f32x4.mul(f32x4.mul(dCell, v128.load(cBefore)), f32x4.mul(forget, f32x4.sub(one, forget))));
      v128.store(z + 2 * gate, f32x4.mul(f32x4.mul(dCell, input), f32x4.sub(one, f32x4.mul(candidate, candidate))));
      v128.store(z + 3 * gate, f32x4.mul(f32x4.mul(dHidden, squashed), f32x4.mul(output, f32x4.sub(one, output))));
      v128.store(dc, f32x4.mul(dCell, forget));
      z += 16;
      cBefore += 16;
      tanhC += 16;
      dh += 16;
      dc += 16;
    }
    z += 3 * gate;
  }
}
