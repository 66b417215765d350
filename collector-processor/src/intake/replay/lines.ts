const NEWLINE = 0x0a;

export interface Line {
  /** From 1. */
  readonly number: number;
  /** null: longer than was allowed; what it held is gone. */
  readonly bytes: Buffer | null;
}

/** Splits bytes at newlines, holding at most one line of `maxBytes`. */
export async function* splitLines(source: AsyncIterable<Buffer>, maxBytes: number): AsyncGenerator<Line> {
  let parts: Buffer[] = [];
  let length = 0;
  let number = 0;
  const take = (): Line => {
    const bytes = length > maxBytes ? null : Buffer.concat(parts);
    [parts, length] = [[], 0];
    return { number: ++number, bytes };
  };
  for await (const chunk of source) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      yield take();
      start = end + 1;
    }
    keep(chunk.subarray(start));
  }
  if (length > 0) yield take();

  function keep(part: Buffer): void {
    length += part.length;
    if (length <= maxBytes) parts.push(part);
    else parts = [];
  }
}

export function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}
