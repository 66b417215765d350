/** Indices by falling value. All values must be numbers. */
export function byFallingValue(values: Float64Array): Uint32Array {
  return Uint32Array.from(values.keys()).sort((a, b) => values[b]! - values[a]!);
}
