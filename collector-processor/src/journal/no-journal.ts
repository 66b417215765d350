import type { Journal } from './journal.ts';

/** Keeps nothing: a crash loses what came since the last checkpoint. Counts, so that a later journal goes on from there. */
export function createNoJournal(): Journal {
  let seq = 0;
  return {
    async *read() {},
    async begin(lastSeq) {
      seq = lastSeq;
    },
    append: async () => ({ status: 'written', seq: ++seq }),
    lastSeq: () => seq,
    bytes: () => 0,
    failing: () => false,
    removeThrough: async () => undefined,
    close: async () => undefined,
  };
}
