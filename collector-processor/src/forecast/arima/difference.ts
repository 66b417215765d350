/** The values less those so many steps before, `times` times over: shorter by `lag · times`. */
export function difference(values: Float64Array, lag: number, times: number): Float64Array {
  let out = values;
  for (let i = 0; i < times; i++) {
    const before = out;
    out = before.subarray(lag).map((value, t) => value - before[t]!);
  }
  return out;
}
