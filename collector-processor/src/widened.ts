type Column = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The column with room for `size` rows (default: twice as many as now), what stands in it kept as far as it fits. */
export function widened<C extends Column>(column: C, size = column.length * 2): C {
  const wider = new (column.constructor as new (size: number) => C)(size);
  wider.set(column.length > size ? column.subarray(0, size) : column);
  return wider;
}
