export type Column =
  Float64Array | Float32Array | Int32Array | Uint32Array | Uint16Array | Int16Array | Uint8Array | Int8Array;

/** Plain data some of whose columns and lists are lent: a checkpoint has the same bytes of it. */
export type Lendable<T> = T extends Column
  ? T | Lent<T> | LentParts<T>
  : T extends readonly string[]
    ? T | FirstOf<string>
    : T extends readonly [unknown, unknown]
      ? readonly [T[0], Lendable<T[1]>]
      : T extends readonly (infer E)[]
        ? readonly Lendable<E>[]
        : T extends ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
          ? T
          : T extends object
            ? { readonly [K in keyof T]: Lendable<T[K]> }
            : T;

/**
 * A column that a checkpoint writes later while its owner goes on: who is about to change it first has it kept, and what is
 * written is what it was when it was lent.
 */
export class Lent<C extends Column = Column> {
  /** What is to be written: the owner's own memory until it is kept. Read anew after every wait. */
  column: C | null;
  #isOwn = false;
  readonly #loan: Loan;

  constructor(column: C, loan: Loan) {
    this.column = column;
    this.#loan = loan;
  }

  /** Before the owner changes it. Copies once; not at all what is written already. */
  keep(): void {
    if (this.column === null || this.#isOwn) return;
    this.column = this.column.slice() as C;
    this.#isOwn = true;
    this.#loan.count(this.column.byteLength);
  }

  /** It is written: the owner may do what it likes. */
  giveBack(): void {
    if (this.#isOwn && this.column !== null) this.#loan.count(-this.column.byteLength);
    this.column = null;
  }
}

/** One large column as parts that are kept and written one by one. */
export class LentParts<C extends Column = Column> {
  readonly parts: readonly Lent<C>[];
  readonly name: string;
  readonly byteLength: number;

  /** @param partLength entries of a part; the last may have fewer */
  constructor(column: C, partLength: number, loan: Loan) {
    const count = Math.ceil(column.length / partLength);
    this.parts = Array.from({ length: count }, (_, i) =>
      loan.lend(column.subarray(i * partLength, (i + 1) * partLength) as C),
    );
    this.name = column[Symbol.toStringTag];
    this.byteLength = column.byteLength;
  }
}

/** The first entries of a list that only grows: they are there to be read at any time. */
export class FirstOf<T> {
  readonly list: readonly T[];
  readonly length: number;

  constructor(list: readonly T[]) {
    this.list = list;
    this.length = list.length;
  }

  *[Symbol.iterator](): Generator<T> {
    for (let i = 0; i < this.length; i++) yield this.list[i]!;
  }
}

/** All that one checkpoint has been lent, and what of it is kept. */
export interface Loan {
  lend<C extends Column>(column: C): Lent<C>;
  /** Bytes that are kept, more or fewer. */
  count(bytes: number): void;
  /** Resolves when there is room for more that is kept; null: there is. */
  room(): Promise<void> | null;
  /** The checkpoint is written, or given up: nothing is kept any more. */
  end(): void;
}

/** @param mostBytes that may be kept at once before `room` has to be waited for */
export function createLoan(mostBytes: number): Loan {
  let lent: Lent[] = [];
  let keptBytes = 0;
  let tellRoom: (() => void) | null = null;
  let room: Promise<void> | null = null;

  const loan: Loan = {
    lend(column) {
      const one = new Lent(column, loan);
      lent.push(one as unknown as Lent);
      return one;
    },
    count(bytes) {
      keptBytes += bytes;
      if (keptBytes >= mostBytes) return;
      tellRoom?.();
      tellRoom = room = null;
    },
    room() {
      if (keptBytes < mostBytes) return null;
      return (room ??= new Promise((resolve) => (tellRoom = resolve)));
    },
    end() {
      for (const one of lent) one.giveBack();
      lent = [];
    },
  };
  return loan;
}
