import { sigmoid4, tanh4 } from './functions';

/**
 * One step of `batch` GRU cells (PyTorch's form: the reset gate scales the recurrent part after its product). Rows of
 * `a` (from the input) and `u` (from the state) are [reset | update | candidate]; `a` receives the activations.
 * h = (1 − update) · candidate + update · hBefore.
 */
export function gruForward(batch: i32, units: i32, a: usize, u: usize, hBefore: usize, h: usize): void {
  const gate: usize = (<usize>units) << 2;
  const one = f32x4.splat(1);
  for (let row: i32 = 0; row < batch; row++) {
    for (let j: i32 = 0; j < units; j += 4) {
      const reset = sigmoid4(f32x4.add(v128.load(a), v128.load(u)));
      const update = sigmoid4(f32x4.add(v128.load(a + gate), v128.load(u + gate)));
      const candidate = tanh4(f32x4.add(v128.load(a + 2 * gate), f32x4.mul(reset, v128.load(u + 2 * gate))));
      v128.store(a, reset);
      v128.store(a + gate, update);
      v128.store(a + 2 * gate, candidate);
      v128.store(h, f32x4.add(f32x4.mul(f32x4.sub(one, update), candidate), f32x4.mul(update, v128.load(hBefore))));
      a += 16;
      u += 16;
      hBefore += 16;
      h += 16;
    }
    a += 2 * gate;
    u += 2 * gate;
  }
}

/**
 * The way back: `a` and `u` become gradients of their pre-activations; dh, the gradient of h, becomes the part of that
 * of hBefore which does not pass through `u`.
 */
export function gruBackward(batch: i32, units: i32, a: usize, u: usize, hBefore: usize, dh: usize): void {
  const gate: usize = (<usize>units) << 2;
  const one = f32x4.splat(1);
  for (let row: i32 = 0; row < batch; row++) {
    for (let j: i32 = 0; j < units; j += 4) {
      const reset = v128.load(a);
      const update = v128.load(a + gate);
      const candidate = v128.load(a + 2 * gate);
      const dHidden = v128.load(dh);
      const dCandidate = f32x4.mul(
        f32x4.mul(dHidden, f32x4.sub(one, update)),
        f32x4.sub(one, f32x4.mul(candidate, candidate)),
      );
      const dUpdate = f32x4.mul(
        f32x4.mul(dHidden, f32x4.sub(v128.load(hBefore), candidate)),
        f32x4.mul(update, f32x4.sub(one, update)),
      );
      const dReset = f32x4.mul(f32x4.mul(dCandidate, v128.load(u + 2 * gate)), f32x4.mul(reset, f32x4.sub(one, reset)));
      v128.store(a, dReset);
      v128.store(a + gate, dUpdate);
      v128.store(a + 2 * gate, dCandidate);
      v128.store(u, dReset);
      v128.store(u + gate, dUpdate);
      v128.store(u + 2 * gate, f32x4.mul(dCandidate, reset));
      v128.store(dh, f32x4.mul(dHidden, update));
      a += 16;
      u += 16;
      hBefore += 16;
      dh += 16;
    }
    a += 2 * gate;
    u += 2 * gate;
  }
}
