import { type Column, LentParts, type Loan } from './lent.ts';

/** Rows of a part: a column of numbers is 64 KiB there. */
const PART_ROWS = 8192;
const LENT = 1;

/**
 * Columns whose rows change one by one while a checkpoint writes them: of a part of the rows all columns are kept together, at
 * the first row of it that changes.
 */
export function createLender() {
  /** By part: whether it is lent and not kept yet. */
  let state = new Uint8Array(0);
  let columns: readonly LentParts[] = [];

  return {
    /** @param widths of each column, entries a row; 1 where there is none */
    lend<C extends { readonly [name: string]: Column }>(
      given: C,
      loan: Loan,
      widths: { readonly [Name in keyof C]?: number } = {},
    ): { [Name in keyof C]: LentParts<C[Name]> } {
      const lent = Object.entries(given).map(
        ([name, column]) => [name, new LentParts(column, PART_ROWS * (widths[name] ?? 1), loan)] as const,
      );
      columns = lent.map(([, parts]) => parts);
      state = new Uint8Array(Math.max(0, ...columns.map(({ parts }) => parts.length))).fill(LENT);
      return Object.fromEntries(lent) as { [Name in keyof C]: LentParts<C[Name]> };
    },
    /** The row is about to change. */
    keep(row: number): void {
      const part = Math.floor(row / PART_ROWS);
      if (state[part] !== LENT) return;
      state[part] = 0;
      for (const { parts } of columns) parts[part]?.keep();
    },
  };
}
