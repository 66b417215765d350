/**
 * Whether two runs of delimited fields, equally long and well-formed, hold the same fields in whatever order. Where a field
 * stands twice it says no: that costs its sender time and nothing else.
 */
export function sameFields(a: DataView, aFrom: number, aTo: number, b: DataView, bFrom: number): boolean {
  const bTo = bFrom + (aTo - aFrom);
  return eachIsOnceIn(a, aFrom, aTo, b, bFrom, bTo) && eachIsOnceIn(b, bFrom, bTo, a, aFrom, aTo);
}

function eachIsOnceIn(a: DataView, aFrom: number, aTo: number, b: DataView, bFrom: number, bTo: number): boolean {
  for (let at = aFrom; at < aTo;) {
    const end = fieldEnd(a, at);
    let found = 0;
    for (let other = bFrom; other < bTo;) {
      const otherEnd = fieldEnd(b, other);
      if (otherEnd - other === end - at && sameBytes(a, at, end, b, other)) found++;
      other = otherEnd;
    }
    if (found !== 1) return false;
    at = end;
  }
  return true;
}

/** A tag of one byte, a length, and as many bytes. */
export function fieldEnd(view: DataView, at: number): number {
  let length = 0;
  let pos = at + 1;
  for (let shift = 0; ; shift += 7) {
    const byte = view.getUint8(pos++);
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return pos + length;
  }
}

function sameBytes(a: DataView, from: number, to: number, b: DataView, bFrom: number): boolean {
  for (let i = 0; i < to - from; i++) if (a.getUint8(from + i) !== b.getUint8(bFrom + i)) return false;
  return true;
}
