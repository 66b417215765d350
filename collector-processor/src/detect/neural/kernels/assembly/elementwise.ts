import { tanh4 } from './functions';

/** Bytes of four float32 numbers. Blocks are padded to whole vectors, so a last partial one may be read and written. */
const VECTOR: usize = 16;

function endOf(start: usize, count: i32): usize {
  return start + (((<usize>count + 3) >> 2) << 4);
}

/** x = tanh(x). */
export function tanhForward(count: i32, x: usize): void {
  const end = endOf(x, count);
  for (; x < end; x += VECTOR) v128.store(x, tanh4(v128.load(x)));
}

/** to = dy · (1 − y²), y being the result of tanh. */
export function tanhBackward(count: i32, y: usize, dy: usize, to: usize): void {
  const end = endOf(y, count);
  const one = f32x4.splat(1);
  for (; y < end; y += VECTOR) {
    const v = v128.load(y);
    v128.store(to, f32x4.mul(v128.load(dy), f32x4.sub(one, f32x4.mul(v, v))));
    dy += VECTOR;
    to += VECTOR;
  }
}

/** Padding of the block is zero and counts as that. */
export function sumOfSquares(count: i32, x: usize): f32 {
  const end = endOf(x, count);
  let sum = f32x4.splat(0);
  for (; x < end; x += VECTOR) {
    const v = v128.load(x);
    sum = f32x4.add(sum, f32x4.mul(v, v));
  }
  return (
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/**
 * One step of Adam. `rate` and `epsilon` already carry the bias corrections; `scale` (gradient clipping) multiplies the
 * gradient first.
 */
export function adam(
  count: i32,
  weights: usize,
  gradients: usize,
  mean: usize,
  variance: usize,
  scale: f32,
  beta1: f32,
  beta2: f32,
  rate: f32,
  epsilon: f32,
): void {
  const end = endOf(weights, count);
  const keep1 = f32x4.splat(beta1);
  const take1 = f32x4.splat(1 - beta1);
  const keep2 = f32x4.splat(beta2);
  const take2 = f32x4.splat(1 - beta2);
  while (weights < end) {
    const g = f32x4.mul(v128.load(gradients), f32x4.splat(scale));
    const m = f32x4.add(f32x4.mul(v128.load(mean), keep1), f32x4.mul(g, take1));
    const v = f32x4.add(f32x4.mul(v128.load(variance), keep2), f32x4.mul(f32x4.mul(g, g), take2));
    const move = f32x4.div(f32x4.mul(m, f32x4.splat(rate)), f32x4.add(f32x4.sqrt(v), f32x4.splat(epsilon)));
    v128.store(mean, m);
    v128.store(variance, v);
    v128.store(weights, f32x4.sub(v128.load(weights), move));
    weights += VECTOR;
    gradients += VECTOR;
    mean += VECTOR;
    variance += VECTOR;
  }
}
