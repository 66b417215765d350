import fc from 'fast-check';

/**
 * Random OTLP messages on the level of the wire, as a conforming but wayward encoder would write them: fields in any
 * order, standing twice or not at all, packed and unpacked, numbers longer than they need be, unknown fields and groups,
 * known fields of a wrong wire type.
 */

type Bytes = fc.Arbitrary<number[]>;

/** A varint, padded to at most ten bytes. */
function varint(value: bigint, padding = 0): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  do {
    bytes.push(Number(rest & 0x7fn));
    rest >>= 7n;
  } while (rest > 0n);
  while (padding-- > 0 && bytes.length < 10) bytes.push(0);
  return bytes.map((byte, i) => (i === bytes.length - 1 ? byte : byte | 0x80));
}

const tag = (field: number, wireType: number): number[] => varint(BigInt(field * 8 + wireType));
const delimited = (content: number[]): number[] => [...varint(BigInt(content.length)), ...content];

const int64 = fc.oneof(
  fc.nat(300).map(BigInt),
  fc.bigInt({ min: -(1n << 63n), max: (1n << 64n) - 1n }),
  fc.constantFrom(0n, -1n, 1n << 53n, (1n << 64n) - 1n, 1_795_262_460_000_000_000n),
);
const varints: Bytes = fc.tuple(int64, fc.nat(3)).map(([value, padding]) => varint(value, padding));
const fixed64s: Bytes = int64.map((value) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt.asUintN(64, value), true);
  return [...new Uint8Array(view.buffer)];
});
const doubles: Bytes = fc.oneof(fc.double(), fc.constantFrom(0, -0, NaN, Infinity, 1.5)).map((value) => {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value, true);
  return [...new Uint8Array(view.buffer)];
});
const texts: Bytes = fc
  .oneof(
    fc.constantFrom('', 'a', 'http.route', 'héllo', 'service.name', 'x'.repeat(200)),
    fc.string({ unit: 'grapheme' }),
  )
  .map((text) => [...Buffer.from(text)]);

const field = (number: number, wireType: 0 | 1 | 2, content: Bytes): Bytes =>
  content.map((bytes) => [...tag(number, wireType), ...(wireType === 2 ? delimited(bytes) : bytes)]);
const packed = (number: number, wireType: 0 | 1, element: Bytes): Bytes =>
  fc.oneof(
    field(
      number,
      2,
      fc.array(element, { maxLength: 6 }).map((each) => each.flat()),
    ),
    field(number, wireType, element),
  );

/** A field that no message has, or one that it has, of a wire type that it has not: 32 bits, or a group. */
const noise: Bytes = fc.letrec<{ any: number[]; plain: number[]; group: number[] }>((tie) => ({
  any: fc.oneof({ maxDepth: 3 }, tie('plain'), tie('group')),
  plain: fc.oneof(
    fc
      .tuple(fc.integer({ min: 1, max: 40 }), fc.uint8Array({ minLength: 4, maxLength: 4 }))
      .map(([number, bytes]) => [...tag(number, 5), ...bytes]),
    field(1000, 2, texts),
    field(536_870_911, 1, fixed64s),
    field(33, 0, varints),
  ),
  group: fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.array(tie('any'), { maxLength: 3 }))
    .map(([number, inner]) => [...tag(number, 3), ...inner.flat(), ...tag(number, 4)]),
})).any;

function message(maxLength: number, ...fields: Bytes[]): Bytes {
  const weighted = fields.map((arbitrary) => ({ arbitrary, weight: 6 }));
  return fc.array(fc.oneof(...weighted, { arbitrary: noise, weight: 1 }), { maxLength }).map((each) => each.flat());
}

const scalars = [
  field(1, 2, texts),
  field(2, 0, varints),
  field(3, 0, varints),
  field(4, 1, doubles),
  field(5, 2, texts),
  field(7, 2, texts),
] as const;
const keyValueOf = (any: Bytes): Bytes => message(3, field(1, 2, texts), field(2, 2, any));
/** Of scalars, and of maps as deep as are read and one deeper. */
const anyValue = Array.from({ length: 5 }).reduce<Bytes>(
  (nested) => message(2, ...scalars, field(6, 2, message(2, field(1, 2, keyValueOf(nested))))),
  message(2, ...scalars),
);
const keyValue = keyValueOf(anyValue);
const resource = field(1, 2, message(4, field(1, 2, keyValue)));
const scope = field(1, 2, message(3, field(1, 2, texts), field(2, 2, texts)));
const numberPoint = message(
  8,
  field(2, 1, fixed64s),
  field(3, 1, fixed64s),
  field(4, 1, doubles),
  field(6, 1, fixed64s),
  field(7, 2, keyValue),
  field(8, 0, varints),
);
const histogramPoint = message(
  10,
  field(2, 1, fixed64s),
  field(3, 1, fixed64s),
  field(4, 1, fixed64s),
  field(5, 1, doubles),
  packed(6, 1, fixed64s),
  packed(7, 1, doubles),
  field(9, 2, keyValue),
  field(10, 0, varints),
  field(12, 1, doubles),
);
const buckets = message(4, field(1, 0, varints), packed(2, 0, varints));
const exponentialPoint = message(
  12,
  field(1, 2, keyValue),
  field(2, 1, fixed64s),
  field(3, 1, fixed64s),
  field(4, 1, fixed64s),
  field(5, 1, doubles),
  field(6, 0, varints),
  field(7, 1, fixed64s),
  field(8, 2, buckets),
  field(9, 2, buckets),
  field(10, 0, varints),
  field(13, 1, doubles),
  field(14, 1, doubles),
);
const dataOf = (point: Bytes): Bytes =>
  message(4, field(1, 2, point), field(1, 2, point), field(2, 0, varints), field(3, 0, varints));
const metric = message(
  4,
  field(1, 2, texts),
  field(3, 2, texts),
  field(5, 2, dataOf(numberPoint)),
  field(7, 2, dataOf(numberPoint)),
  field(9, 2, dataOf(histogramPoint)),
  field(10, 2, dataOf(exponentialPoint)),
  field(11, 2, message(2, field(1, 2, fc.constant([])))),
);
const span = message(
  6,
  field(6, 0, varints),
  field(7, 1, fixed64s),
  field(8, 1, fixed64s),
  field(9, 2, keyValue),
  field(15, 2, message(2, field(3, 0, varints), field(2, 2, texts))),
);

const body = message(
  2,
  field(1, 2, texts),
  field(3, 0, varints),
  field(4, 1, doubles),
  field(6, 2, message(3, field(1, 2, keyValue))),
  field(7, 2, texts),
);
const log = message(
  6,
  field(1, 1, fixed64s),
  field(2, 0, varints),
  field(5, 2, body),
  field(6, 2, keyValue),
  field(9, 2, texts),
  field(11, 1, fixed64s),
);

const requestOf = (item: Bytes): fc.Arbitrary<Uint8Array> => {
  const scopeItems = message(5, scope, field(2, 2, item), field(2, 2, item));
  return message(3, field(1, 2, message(3, resource, field(2, 2, scopeItems)))).map((bytes) => Uint8Array.from(bytes));
};

export const metricsMessages = requestOf(metric);
export const tracesMessages = requestOf(span);
export const logsMessages = requestOf(log);

/** The bytes, here and there another one, or cut. */
export function broken(messages: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> {
  return fc
    .tuple(
      messages,
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }),
      fc.option(fc.nat(), { freq: 3, nil: undefined }),
    )
    .map(([bytes, changes, length]) => {
      const changed = Uint8Array.from(bytes);
      for (const [at, byte] of changes) if (changed.length > 0) changed[at % changed.length] = byte;
      return length === undefined ? changed : changed.subarray(0, length % (changed.length + 1));
    });
}
